/** What a column of a register or canvass file holds. */
export type ColumnRole =
  | 'district'
  | 'number'
  | 'suffix'
  | 'fullNumber'
  | 'surname'
  | 'forename'
  | 'middleNames'
  | 'initials'
  | 'fullName'
  | 'nameSuffix'
  | 'markers'
  | 'date'
  | 'flat'
  | 'house'
  | 'street'
  | 'address'
  | 'postcode'
  | 'votingIntention'
  | 'canvassedOn'
  | 'phone'
  | 'note'
  | 'lift'
  | 'doNotKnock'
  | 'status'
  | 'created'
  | 'changed'
  | 'deleted';

/** For people: what a column was taken for. */
export const ROLE_WORDS: Record<ColumnRole, string> = {
  district: 'polling district',
  number: 'elector number',
  suffix: 'number suffix',
  fullNumber: 'whole elector number',
  surname: 'surname',
  forename: 'forename',
  middleNames: 'middle names',
  initials: 'initials',
  fullName: 'name',
  nameSuffix: 'name suffix',
  markers: 'markers',
  date: 'date of birth or attainment',
  flat: 'flat',
  house: 'house',
  street: 'street',
  address: 'address',
  postcode: 'postcode',
  votingIntention: 'voting intention',
  canvassedOn: 'date of the answer',
  phone: 'telephone',
  note: 'note',
  lift: 'lift wanted',
  doNotKnock: 'do not knock',
  status: 'add, delete or modify',
  created: 'month added',
  changed: 'month changed',
  deleted: 'month deleted',
};

/**
 * Headings as councils' and parties' systems write them (REGISTERS.md, "Layouts"), each reduced by `headingKey`.
 * Where a role has several, an earlier one in a file wins.
 */
const ALIASES: Record<ColumnRole, readonly string[]> = {
  district: [
    'electornumberprefix',
    'electornoprefix',
    'prefix',
    'districtref',
    'pd',
    'pdcode',
    'district',
    'pollingdistrict',
    'pollingdistrictcode',
  ],
  number: ['electornumber', 'electorno', 'eno', 'elno', 'rollno', 'rollnumber', 'number', 'electorroll'],
  suffix: ['electornumbersuffix', 'electornosuffix', 'numbersuffix', 'suffix'],
  fullNumber: ['fullelectorno', 'fullelectornumber', 'fullnumber', 'fullno', 'electornumberfull'],
  surname: ['electorsurname', 'surname', 'lastname', 'familyname'],
  forename: ['electorforename', 'forename', 'firstname', 'givenname', 'christianname'],
  middleNames: ['electormiddlename', 'middlename'],
  initials: ['initial', 'electorinitial'],
  fullName: ['electorname', 'name', 'fullname'],
  nameSuffix: ['namesuffix'],
  markers: [
    'electormarker',
    'marker',
    'markersregistertext',
    'markerregistertext',
    'franchiseflag',
    'franchisemarker',
    'flag',
    'qualification',
  ],
  date: [
    'electordob',
    'dob',
    'dateofbirth',
    'dateofattainment',
    'attainersdob',
    'attainment',
    'attainmentdate',
    'do18',
  ],
  flat: ['flat', 'subhouse', 'propertyaddressprefix'],
  house: ['housenumber', 'house', 'houseno', 'propertyaddressnumber', 'housename'],
  street: ['streetname', 'street', 'road'],
  address: [], // numbered and plain address lines: see ADDRESS_LINE
  postcode: ['postcode', 'pcode', 'propertypostcode', 'postalcode', 'addresspostcode'],
  votingIntention: [
    'votingintention',
    'vi',
    'rag',
    'canvasscode',
    'canvassresult',
    'canvas',
    'code',
    'pledge',
    'support',
  ],
  canvassedOn: [
    'datelastknocked',
    'canvassdate',
    'datecanvassed',
    'votingintentiondate',
    'dateofcanvass',
    'canvassedon',
    'date',
  ],
  phone: [
    'telephone',
    'phone',
    'phonenumber',
    'telephonenumber',
    'mobile',
    'tel',
    'mobilenumber',
    'landline',
  ],
  note: ['note', 'comment', 'remark'],
  lift: ['lift', 'liftwanted', 'liftneeded', 'needslift', 'transport'],
  doNotKnock: ['donotknock', 'dnk', 'donotcall', 'donotcontact'],
  status: ['status'],
  created: ['electorcreatedmonth'],
  changed: ['electorchangedmonth'],
  deleted: ['electordeletedmonth'],
};

/** `Address1`, `Address Line 2`, `RegisteredAddress3`, `PropertyAddress4`, `Address`, and Scotland's `STREETADD1`. */
const ADDRESS_LINE = /^(?:registered|property|elector|postal|qualifying)?(?:address|addr|add)(?:line)?(\d*)$/;
const SCOTTISH_LINE = /^(?:substreetname|streetadd\d*)$/;

/**
 * A heading reduced to what counts: case, spacing, punctuation, accents and a plural s make no difference.
 */
export function headingKey(heading: string): string {
  const bare = heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\(s\)/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return bare
    .split(' ')
    .map((word) =>
      word.length > 3 && word.endsWith('s') && !word.endsWith('ss') && word !== 'status'
        ? word.slice(0, -1)
        : word,
    )
    .join('');
}

const ROLE_BY_KEY = new Map<string, ColumnRole>();
for (const [role, keys] of Object.entries(ALIASES) as [ColumnRole, readonly string[]][]) {
  for (const key of keys) if (!ROLE_BY_KEY.has(key)) ROLE_BY_KEY.set(key, role);
}

/** The columns of a file by what they hold: `address` in the order of the lines, every other role once. */
export type ColumnMap = { roles: (ColumnRole | null)[]; keys: string[]; address: number[] } & {
  at: Partial<Record<Exclude<ColumnRole, 'address'>, number>>;
};

/**
 * Matches a row of headings with the alias table; cells that are no known heading get no role. What `mapping` says
 * of a heading comes first.
 */
export function matchHeadings(
  headings: readonly string[],
  mapping: ReadonlyMap<string, ColumnRole | null> = new Map(),
): ColumnMap {
  const keys = headings.map(headingKey);
  const roles: (ColumnRole | null)[] = [];
  const address: { column: number; place: number }[] = [];
  const at: ColumnMap['at'] = {};
  for (const [column, key] of keys.entries()) {
    const mapped = mapping.get(key);
    const line = ADDRESS_LINE.exec(key);
    if (mapped === 'address' || (mapped === undefined && (line || SCOTTISH_LINE.test(key)))) {
      roles.push('address');
      address.push({ column, place: line?.[1] ? Number(line[1]) : 0 });
      continue;
    }
    const role = mapped === undefined ? aliasOf(key, keys.slice(0, column), mapping) : mapped;
    if (role === undefined || role === null || role === 'address' || at[role] !== undefined) {
      roles.push(null);
      continue;
    }
    roles.push(role);
    at[role] = column;
  }
  address.sort((a, b) => a.place - b.place || a.column - b.column);
  return { roles, keys, at, address: address.map(({ column }) => column) };
}

/** A role that the mapping gives to one heading is not given to another by its alias. */
function aliasOf(
  key: string,
  before: readonly string[],
  mapping: ReadonlyMap<string, ColumnRole | null>,
): ColumnRole | undefined {
  const role = suffixOfName(key, before) ? 'nameSuffix' : ROLE_BY_KEY.get(key);
  return role && [...mapping.values()].includes(role) ? undefined : role;
}

/** Halarose's `Suffix` follows the surname and belongs to the name; elsewhere it belongs to the number. */
function suffixOfName(key: string, before: readonly string[]): boolean {
  return key === 'suffix' && before.some((earlier) => ROLE_BY_KEY.get(earlier) === 'surname');
}
