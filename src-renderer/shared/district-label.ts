/** A polling district's code, with its name if the room knows it. */
export function districtLabel({ code, name }: { code: string; name?: string | undefined }): string {
  return name === undefined ? code : `${code} ${name}`;
}
