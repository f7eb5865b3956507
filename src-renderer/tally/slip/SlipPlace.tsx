import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { client } from '../../room/client.ts';
import { ROOM } from '../../room/query-client.ts';
import { useRoomSummary } from '../../room/use-room-summary.ts';
import { districtLabel } from '../../shared/district-label.ts';
import { useWords } from '../../shared/use-words.ts';

type Place = { district: string; stationId: number | null };

/** A place as the list has it: a station by `s` and its number, a district by its code. */
export function placeOf({ stationId, district }: Place): string {
  return stationId === null ? district : `s${stationId}`;
}

export function slipPlace(place: string): Place {
  const isStation = /^s\d+$/.test(place);
  return { district: isStation ? '' : place, stationId: isStation ? Number(place.slice(1)) : null };
}

type SlipPlaceProps = {
  value: string;
  /** A place that is not offered. */
  except?: string;
  takesFocus?: boolean;
  onChange: (place: string) => void;
};

/** The district or the station that a slip is from. */
export function SlipPlace({ value, except, takesFocus = false, onChange }: SlipPlaceProps) {
  const { t } = useWords();
  const districts = useRoomSummary().data?.pollingDistricts ?? [];
  const stations = useQuery({ queryKey: [ROOM, 'stations'], queryFn: () => client.turnout.stations.query() });
  const places = [
    { value: '', label: except === undefined ? t('Any') : t('Choose…') },
    ...(stations.data ?? []).map(({ id, name }) => ({ value: `s${id}`, label: name })),
    ...districts.map((district) => ({ value: district.code, label: districtLabel(district) })),
  ];
  return (
    <NativeSelect
      autoFocus={takesFocus}
      label={t('District or station')}
      size="sm"
      data={places.filter((each) => each.value === '' || each.value !== except)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
