import { english, type Message, say } from '../../../../src-shared/message.ts';
import { keepsOff } from '../../elector/keeps-off.ts';
import type { Delimiter } from '../text/csv.ts';

/** The role of a column in a register, a canvass file or a list of absent voters. */
export type ColumnRole =
  | 'district'
  | 'districtName'
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
  | 'building'
  | 'street'
  | 'address'
  | 'postcode'
  | 'votingIntention'
  | 'pastIntention'
  | 'pastVote'
  | 'canvassedOn'
  | 'phone'
  | 'note'
  | 'lift'
  | 'doNotKnock'
  | 'gone'
  | 'absent'
  | 'proxy'
  | 'voteBegins'
  | 'voteEnds'
  | 'optOut'
  | 'status'
  | 'change'
  | 'created'
  | 'changed'
  | 'deleted';

/** A person's choices about a file's columns. */
export type Mapping = {
  /** By `headingKey`; null leaves a column unused. */
  byHeading: ReadonlyMap<string, ColumnRole | null>;
  /** By position, which overrides a heading, unless it is undefined; null if there are no positions. */
  positions: readonly (ColumnRole | null | undefined)[] | null;
  delimiter?: Delimiter | undefined;
  /** False means that the file has no headings, whatever its first lines look like. */
  hasHeadings?: boolean | undefined;
};

/** Roles that several columns of a file may have. */
type SharedRole = 'address' | 'pastVote' | 'pastIntention' | 'phone' | 'doNotKnock' | 'gone';
/** Roles that only one column of a file can have. */
export type SingleRole = Exclude<ColumnRole, SharedRole>;

/** For people: the name of a column's role. */
export const ROLE_WORDS: Record<ColumnRole, Message> = {
  district: say('polling district'),
  districtName: say('name of the polling district'),
  number: say('elector number'),
  suffix: say('number suffix'),
  fullNumber: say('whole elector number'),
  surname: say('surname'),
  forename: say('forename'),
  middleNames: say('middle names'),
  initials: say('initials'),
  fullName: say('name'),
  nameSuffix: say('name suffix'),
  markers: say('markers'),
  date: say('date of birth or attainment'),
  flat: say('flat'),
  house: say('house'),
  building: say('house name'),
  street: say('street'),
  address: say('address'),
  postcode: say('postcode'),
  votingIntention: say('voting intention'),
  pastIntention: say('earlier voting intention'),
  pastVote: say('past turnout'),
  canvassedOn: say('date of the answer'),
  phone: say('telephone'),
  note: say('note'),
  lift: say('lift wanted'),
  doNotKnock: say('do not knock'),
  gone: say('moved, died or gone'),
  absent: say('postal or proxy vote'),
  proxy: say('proxy vote'),
  voteBegins: say('first day of the postal or proxy vote'),
  voteEnds: say('last day of the postal or proxy vote'),
  optOut: say('opted out of the open register'),
  status: say('add, delete or modify'),
  change: say('change of the month'),
  created: say('month added'),
  changed: say('month changed'),
  deleted: say('month deleted'),
};

/**
 * Headings as councils' and parties' systems and volunteers write them (REGISTERS.md, "Layouts"), each reduced by
 * `headingKey` and without the words of `WHOSE` before it. If a file has several for one role, the earlier one in
 * this list wins.
 */
const ALIASES: Record<
  Exclude<SingleRole, 'districtName' | 'voteBegins' | 'voteEnds'> | 'phone' | 'doNotKnock',
  string
> = {
  district:
    'numberprefix noprefix districtref pd pdcode pdref pdletter pdno district districtcode pollingdistrict pollingdistrictcode pollingdistrictref pollingdistrictletter pollingdistrictid pollingdist polldistrict polldist pollingarea distinctiveletter dosbartherholiadol dosbarthpleidleisio dosbarthetholiadol',
  number:
    'electornumber electorno eno elno elnumber electornum electoralnumber electoralno electoralrollnumber electoralrollno electoralregisternumber rollno rollnumber registernumber registerno registrationnumber regno electorroll electorrollnumber electorrollno voternumber voterno pollnumber pollno pollingnumber pollingno elecno elecnum elecnumber rhifetholwr',
  suffix:
    'numbersuffix nosuffix numsuffix rollnosuffix enosuffix electorsuffix votersuffix rollsuffix registersuffix sub subno subnumber numbersub sfx numbersfx suff olddodiad',
  fullNumber:
    'fullelectorno fullelectornumber fullnumber fullno numberfull fullrollnumber fullrollno fulleno combinednumber wholenumber wholeelectornumber pdandnumber pdrollno pdelectornumber fullelectoralnumber',
  surname: 'surname lastname familyname secondname lname sname cyfenw',
  forename: 'forename firstname givenname christianname fname firstforename enwcyntaf',
  middleNames: 'middlename secondforename middleforename otherforename mname',
  initials: 'initial middleinitial init',
  fullName: 'electorname votername fullname wholename nameofelector nameofvoter enw enwllawn',
  nameSuffix: 'namesuffix honour',
  markers:
    'marker markertext markersregistertext markerregistertext markercode registermarker franchiseflag franchisemarker franchisecode franchise flag qualification electortype votertype specialcategory specialcat regmark entitlement marciwr nodwr',
  date: 'dob dateofbirth birthdate birthday attainersdob attainerdob attainmentdate attainment dateofattainment dateattained attainerdate attainer do18 dateof18 18thbirthday dateof18thbirthday dateofeighteenthbirthday dateattaining18 dyddiadgeni',
  flat: 'flat flatno flatnumber flatname subhouse subbuilding subbuildingname apartment propertyaddressprefix addressprefix subpremise fflat',
  house:
    'housenumber house houseno housenum housenameornumber housenumberorname housenamenumber housenumbername buildingnumber buildingno propertynumber propertyno propertyaddressnumber addressnumber doornumber doorno premisenumber',
  building: 'housename buildingname propertyname building premisename premisesname enwty',
  street:
    'streetname street streetaddress road roadname streetorroad thoroughfare thoroughfarename addressstreet addressstreetname stryd heol',
  postcode: 'postcode pcode postalcode addresspostcode propertypostcode homepostcode zipcode zip codpost',
  votingIntention:
    'votingintention voteintention votingintent vi vid rag party partysupported partysupport partypreference canvass canvasscode canvassresult canvassresponse canvassintention canvassdata canvassreturn intention votingcode vicode pledge support supportlevel supportscore supportrating supporterrating bwriadpleidleisio',
  canvassedOn:
    'datelastknocked canvassdate canvasseddate datecanvassed dateofcanvass canvassedon lastcanvassed lastcanvassdate votingintentiondate dateofvotingintention vidate dateofvi lastknocked lastknockeddate knockeddate lastcontacted lastcontact lastcontactdate datelastcontacted contactdate dateofcontact contacted contactedon visited visitedon visitdate datevisited dateknocked knockedon answerdate dateofanswer answeredon',
  phone:
    'telephone phone phoneno phonenumber telephoneno telephonenumber telno telnumber tel mobile mobileno mobilenumber mobilephone mobiletelephone landline landlineno landlinenumber homephone homephonenumber hometel hometelephone contactnumber contactphone contacttel daytimephone preferredphone ffon rhifffon',
  note: 'note comment remark canvassnote canvassernote canvasscomment additionalnote generalnote noteandcomment memo nodyn nodiadau',
  lift: 'lift liftwanted liftneeded liftrequired needlift wantlift lifttopoll lifttopollingstation needlifttopoll requireslift requirelift transport transportneeded transportrequired',
  doNotKnock:
    'donotknock dnk donotcall donotcontact donotcanvass donotvisit donotdisturb dontknock nocontact dnc dontcontact noknock nodoorknocking optoutofcanvass optoutofcanvassing optedoutofcanvass optedoutofcanvassing optoutofcontact optedoutofcontact',
  absent:
    'absentvote absentvoter absentvotetype absentvotertype absentvotingtype absentvoting absenttype avtype typeofabsentvote votetype typeofvote votingmethod methodofvoting votemethod waytovote waytovoting postalproxy postalorproxy postalvote postalvoter postalvotestatus haspostalvote postal pv ispostal ispostalvoter postalvoteryn postalvoteyn howtheyvote howvoting ballottype votebypost votingbypost pleidlaibost pleidlaidrwyrpost',
  proxy: 'nameofproxy votebyproxy votingbyproxy pleidlaiddirprwy',
  optOut:
    'optout optoutflag optedout openregisteroptout editedregisteroptout optoutofopenregister optedoutofopenregister optoutopenregister',
  status:
    'status changetype changetypeid changetypecode changecode changeid changeaction typeofchange updatetype updatecode amendmentcode amendmenttypeid recordaction amendmenttype recordstatus changestatus updatestatus actiontype',
  change: 'change monthlychange alteration amendment changemonth',
  created: 'createdmonth monthcreated',
  changed: 'changedmonth monthchanged',
  deleted: 'deletedmonth monthdeleted',
};

/** Headings that only have a meaning if there is no plainer one, each with its roles, likeliest first. */
const LESSER: Record<string, readonly (SingleRole | 'phone')[]> = {
  prefix: ['district'],
  electorprefix: ['district'],
  voterprefix: ['district'],
  // Beside the code, it is kept as the district's name.
  pollingdistrictname: ['district', 'districtName'],
  pollingdistrictdescription: ['district', 'districtName'],
  pddescription: ['district', 'districtName'],
  pdname: ['district', 'districtName'],
  districtname: ['district', 'districtName'],
  suffix: ['suffix'],
  number: ['number', 'house'],
  no: ['number', 'house'],
  num: ['number', 'house'],
  rhif: ['number', 'house'],
  roll: ['number'],
  pn: ['number'],
  electorref: ['number'],
  electorid: ['number'],
  last: ['surname'],
  first: ['forename'],
  middle: ['middleNames'],
  elector: ['fullName'],
  voter: ['fullName'],
  name: ['fullName'],
  addressee: ['fullName'],
  occupier: ['fullName'],
  othername: ['forename', 'middleNames'],
  unit: ['flat'],
  pc: ['postcode'],
  partyid: ['votingIntention'],
  canvass: ['votingIntention'],
  code: ['votingIntention'],
  rating: ['votingIntention'],
  response: ['votingIntention'],
  result: ['votingIntention'],
  date: ['canvassedOn'],
  contact: ['phone'],
  category: ['markers'],
  mark: ['markers'],
};

/** `On Postal List`, `AV Status`, `PV 2026`; and not `Postal Address`, `Postal Pack Returned`. */
const ABSENT =
  /^(?:is|has|on)*(?:absent|pv|av|postal)(?:vote|voter|voting|ballot|list|status|state|flag|type|yn|yorn|indicator|code)*$/;
const PROXY =
  /^(?:is|has|by|on|votesby|votingby)*(?:prox(?:y|ie)|d?dirprwy)(?:vote|voter|voting|appointed|name|list|status|state|flag|type|yn|yorn|indicator|code)*$/;
/** `PV End Date`, `Postal Vote Expires`, `Absent vote valid from`. */
const ABSENT_DATE =
  /^(?:absent|pv|av|postal|proxy)(?:vote|voter|voting|ballot)?(?:valid)?(?:(from|begin|start|startdate|effective|effectivefrom|commencement)|until|to|end|enddate|ending|expire|expiry|ceased?)(?:on|date)?$/;
/** The same the other way round: `First day of postal vote`, `End date of proxy`. */
const DATE_OF_ABSENT =
  /^(?:(first(?:day|date)|start(?:day|date)?|begin(?:ning)?|commencement(?:date)?|effectivedate)|last(?:day|date)|end(?:day|date)?|expiry(?:date)?)(?:of)?(?:the)?(?:absent|pv|av|postalorproxy|postal|proxy)(?:vote|voter|voting|ballot)?$/;
/** `Date of Attaining Age`, `Turns 18 on`; a year of birth is no date. */
const DATE =
  /attain(?:s|ing|ment|er|ed)?(?:date|on|votingage|age|16|18)|birth(?:date|day)$|(?:turn|become|reache)s?(?:16|18)|^(?:16|18)(?:on|from)$|eligible(?:from|date)|dateeligible/;

/** `Moved`, `Date of death`, `No longer at address`, `Gone away (Y/N)`; and not `Moved in`. */
const GONE =
  /^(?:is|has|have|been|now|date|dateof)*(?:(?:re)?moved(?:away|out|house|on)?|gone(?:away)?|left(?:area|address|property)?|deceased|dead|died|death|dod|passedaway|rip|emigrated|(?:nolonger|not)(?:here|there|at(?:thi|the)?(?:address|property)|(?:a)?resident|liv(?:e|ing)(?:here|there)?|eligible|registered|entitled|onregister)|ineligible|disqualified|(?:wedi)?(?:symud|marw)|ymadawedig)(?:date|yn|yorn|flag|status|indicator)*$/;

/** Words for whose it is, which do not matter. */
const WHOSE = /^(?:elector|voter|electoral|person|current|latest|registered|register)+(?=\D)/;

/** `Address1`, `Address Line 2`, `RegisteredAddress3`, `PropertyAddress4`, `Address`. */
const ADDRESS_LINE =
  /^(?:registered|property|elector|voter|qualifying|home|residential|full|whole|reg)*(?:address|addresse|addr|add|adr|cyfeiriad)(?:line)?(\d*)$/;
const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];
const LINE_OF_ADDRESS = new RegExp(
  `^(?:line)?(\\d|${ORDINALS.join('|')})(?:st|nd|rd|th)?(?:line)?(?:of)?address$`,
);
/** Where post goes, in a list of absent voters, which may not be where they live. */
const POST_GOES_TO =
  /^(?:postal(?:vote|ballot|pack)?|correspondence|mailing|contact|despatch|dispatch|delivery|ballotpaper|pack)address(?:line)?(\d*)$/;
/** Scotland's; the sub-street comes before the street's own town. */
const SCOTTISH_LINE = /^(?:(substreetname)|streetadd(\d*))$/;
/** The last lines of an address, if they have their own columns. A `County` is an electoral division. */
const PLACES =
  'locality dependentlocality village hamlet posttown town towncity townorcity city tref pentref'.split(' ');

const NUMBER_WORDS = 'zero one two three four five six seven eight nine'.split(' ');

/** Reduces a heading to what matters: case, spacing, punctuation, accents and a plural s do not. */
export function headingKey(heading: string): string {
  const words = heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\(s\)|['’`\p{M}]/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
    .split(' ');
  // Applied again to the result, so that a key's own key is itself.
  return singular(words.map((word) => singular(inDigits(word))).join('')).replace(/canvas(?!s)/g, 'canvass');
}

function inDigits(word: string): string {
  const digit = NUMBER_WORDS.indexOf(word);
  return digit < 0 ? word : String(digit);
}

function singular(word: string): string {
  return word.length > 3 && /[^s]s$/.test(word) && !/(?:status|canvas)$/.test(word)
    ? word.slice(0, -1)
    : word;
}

const ROLE_BY_KEY = new Map<string, ColumnRole>();
for (const [role, keys] of Object.entries(ALIASES) as [ColumnRole, string][]) {
  for (const key of keys.split(' ')) if (!ROLE_BY_KEY.has(key)) ROLE_BY_KEY.set(key, role);
}

/** The columns of a file by role. */
export type ColumnMap = {
  roles: (ColumnRole | null)[];
  /** The headings by `headingKey`. */
  keys: string[];
  /** The one column with a role. */
  at: Partial<Record<SingleRole, number>>;
  /** Columns of address lines, in the order of the lines. */
  address: number[];
  phones: number[];
  /** Who is not to be knocked. */
  knocks: number[];
  /** What keeps somebody from a ballot or a sheet: that they moved, died or are gone. */
  gone: { column: number; heading: string }[];
  /** Turnout at past elections, in the order of the columns. */
  past: { column: number; election: string }[];
  /** Earlier voting intentions, newest first. */
  pastIntentions: { column: number; label: string; year: number }[];
};

/** A file from anywhere may have whole books in its cells. */
const LONGEST_HEADING = 200;
const shortened = (headings: readonly string[]) => headings.map((each) => each.slice(0, LONGEST_HEADING));

/**
 * Finds the roles of a row of headings in the table of aliases; unknown headings get no role. What `mapping` says
 * about a position or a heading comes first.
 */
export function matchHeadings(row: readonly string[], mapping?: Mapping): ColumnMap {
  const headings = shortened(row);
  const keys = headings.map(headingKey);
  const said = keys.map((key, column) => saidOf(key, column, mapping));
  const roles: (ColumnRole | null)[] = said.map((role) => role ?? null);
  const taken = new Set<ColumnRole | null>(roles);
  const take = (column: number, role: ColumnRole) => {
    if (said[column] !== undefined || roles[column] || (isSingle(role) && taken.has(role))) return;
    roles[column] = role;
    taken.add(role);
  };
  const plain = headings.map((heading, column) => plainRole(heading, keys, column));
  for (const [column, role] of plain.entries()) if (role) take(column, role);
  const lesser = headings.map((heading, column) => (plain[column] ? '' : lesserKey(heading)));
  for (const [key, alternatives] of Object.entries(LESSER)) {
    for (const [column, each] of lesser.entries()) {
      if (each !== key) continue;
      for (const role of alternatives) {
        // `Number` beside the elector's own is a house number, if there is a street for it; `Contact` may be anything.
        const mayBe = role === 'house' ? taken.has('street') : role !== 'phone' || !taken.has('phone');
        if (mayBe) take(column, role);
      }
    }
  }
  const [only, ...others] = keys.flatMap((key, column) =>
    OF_A_PARTY.test(key) && said[column] === undefined ? [column] : [],
  );
  // One for each party does not say which is ours.
  if (only !== undefined && others.length === 0) take(only, 'votingIntention');
  return columnsOf(headings, roles);
}

/** `Lib Dem rating`, `Labour VI`. */
const OF_A_PARTY =
  /^(?:libdem|liberaldemocrat|ld|labour|lab|conservative|con|tory|green|snp|plaid(?:cymru)?|reform(?:uk)?|our)(?:rating|score|code|result|response|support|pledge|vi|vid|id|votingintention|canvass(?:code)?)$/;

/** Undefined if a mapping says nothing about a column; null if it is to be left unused. */
function saidOf(key: string, column: number, mapping: Mapping | undefined): ColumnRole | null | undefined {
  const byPlace = mapping?.positions?.[column];
  return byPlace === undefined ? mapping?.byHeading.get(key) : byPlace;
}

/** The meaning of a heading, whatever other columns there are; undefined if it is unknown. */
function plainRole(heading: string, keys: readonly string[], column: number): ColumnRole | undefined {
  const key = keys[column] ?? '';
  if (key === 'suffix') return isSuffixOfName(keys, column) ? 'nameSuffix' : undefined;
  const role = aliasOf(key) ?? readPast(heading)?.role ?? roleLike(key);
  if (role || Object.hasOwn(LESSER, key)) return role;
  // `Surname / Cyfenw`, `Do not knock (Y/N)`: the first part that is known.
  const part = partsOf(heading)
    .map((each) => aliasOf(headingKey(each)))
    .find((each) => each !== undefined);
  if (part) return part;
  // `No cold callers`, `Aggressive dog`, `Not known here`.
  const meaning = keepsOff(heading.replaceAll('?', ''));
  return meaning === null ? undefined : meaning === 'do not knock' ? 'doNotKnock' : 'gone';
}

/** The roles of headings that are written in very many ways. */
function roleLike(key: string): ColumnRole | undefined {
  if (Object.hasOwn(LESSER, key)) return undefined;
  const bare = key.replace(WHOSE, '');
  const [isDate, begins] = ABSENT_DATE.exec(bare) ?? DATE_OF_ABSENT.exec(bare) ?? [];
  if (isDate !== undefined) return begins === undefined ? 'voteEnds' : 'voteBegins';
  if (ABSENT.test(bare)) return 'absent';
  if (PROXY.test(bare)) return 'proxy';
  if (DATE.test(bare)) return 'date';
  return GONE.test(bare) ? 'gone' : undefined;
}

function aliasOf(key: string): ColumnRole | undefined {
  if (isAddressLine(key)) return 'address';
  return ROLE_BY_KEY.get(key) ?? ROLE_BY_KEY.get(key.replace(WHOSE, ''));
}

/** The key of a heading, or of its first part, that is in the table of lesser headings. */
function lesserKey(heading: string): string {
  return [heading, ...partsOf(heading)].map(headingKey).find((key) => Object.hasOwn(LESSER, key)) ?? '';
}

function partsOf(heading: string): string[] {
  const parts = heading.split(/[/|()]/);
  return parts.length < 2 ? [] : parts;
}

function isAddressLine(key: string): boolean {
  return (
    ADDRESS_LINE.test(key) || LINE_OF_ADDRESS.test(key) || SCOTTISH_LINE.test(key) || PLACES.includes(key)
  );
}

/**
 * Halarose's `Suffix` belongs to the name, since its numbers (`ENO`) include their own. Elsewhere it belongs to the
 * number, unless it follows the surname.
 */
function isSuffixOfName(keys: readonly string[], column: number): boolean {
  if (keys.includes('eno')) return true;
  const before = keys.slice(0, column);
  return before.some((key) => aliasOf(key) === 'surname') && !/(?:number|no)$/.test(before.at(-1) ?? '');
}

function isSingle(role: ColumnRole): role is SingleRole {
  return !SHARED.has(role);
}

const SHARED = new Set<ColumnRole>([
  'address',
  'pastVote',
  'pastIntention',
  'phone',
  'doNotKnock',
  'gone',
] satisfies SharedRole[]);

/** Whether columns are those of a list of absent voters: how they vote, or where their post goes. */
export function looksAbsent({ roles, keys }: ColumnMap): boolean {
  return (
    roles.some((role) => role !== null && VOTE_ROLES.has(role)) ||
    keys.some((key, column) => roles[column] === null && POST_GOES_TO.test(key))
  );
}

const VOTE_ROLES = new Set<ColumnRole>(['absent', 'proxy', 'voteBegins', 'voteEnds']);

/** The columns of a file whose roles are decided. If several have a single role, the first keeps it. */
export function columnsOf(row: readonly string[], decided: readonly (ColumnRole | null)[]): ColumnMap {
  const headings = shortened(row);
  const keys = headings.map(headingKey);
  const at: ColumnMap['at'] = {};
  const [phones, knocks]: [number[], number[]] = [[], []];
  const gone: ColumnMap['gone'] = [];
  const past: ColumnMap['past'] = [];
  const intentions: (ColumnMap['pastIntentions'][number] & { month: number })[] = [];
  const roles = headings.map((heading, column): ColumnRole | null => {
    const role = decided[column] ?? null;
    if (role === null) return null;
    if (role === 'phone') phones.push(column);
    else if (role === 'doNotKnock') knocks.push(column);
    else if (role === 'gone')
      gone.push({ column, heading: tidyHeading(heading.replace(/\s*\([^)]*\)\s*$|\?\s*$/g, '')) });
    else if (role === 'pastVote') past.push({ column, election: electionOf(heading) });
    else if (role === 'pastIntention') {
      const { year, month } = readPast(heading) ?? { year: readYear(heading)?.year ?? 0, month: 0 };
      intentions.push({ column, label: tidyHeading(heading), year, month });
    } else if (role !== 'address') {
      if (at[role] !== undefined) return null;
      at[role] = column;
    }
    return role;
  });
  intentions.sort((a, b) => b.year - a.year || b.month - a.month || a.column - b.column);
  const pastIntentions = intentions.map(({ column, label, year }) => ({ column, label, year }));
  return { roles, keys, at, address: addressOrder(keys, roles), phones, knocks, gone, past, pastIntentions };
}

/** Numbered lines by their number, others in their place among these, towns at the end. */
function addressOrder(keys: readonly string[], roles: readonly (ColumnRole | null)[]): number[] {
  const columns = roles.flatMap((role, column) => (role === 'address' ? [column] : []));
  const numbers = columns.map((column) => lineNumber(keys[column] ?? ''));
  const firstNumbered =
    columns.find((_column, index) => (numbers[index] ?? 0) > 0) ?? Number.POSITIVE_INFINITY;
  const places = new Map(
    columns.map((column, index) => {
      const place = PLACES.indexOf(keys[column] ?? '');
      if (place >= 0) return [column, 1000 + place];
      return [column, numbers[index] || (column < firstNumbered ? 0 : 900)];
    }),
  );
  return columns.sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0) || a - b);
}

function lineNumber(key: string): number {
  const scottish = SCOTTISH_LINE.exec(key);
  if (scottish) return scottish[1] ? 1 : 10 + Number(scottish[2]);
  const line = (ADDRESS_LINE.exec(key) ?? LINE_OF_ADDRESS.exec(key))?.[1] ?? '';
  return ORDINALS.includes(line) ? ORDINALS.indexOf(line) + 1 : Number(line);
}

/** What a heading with a year in it says about the past, if anything. */
type Past = { role: 'pastVote' | 'pastIntention'; year: number; month: number };

const MONTHS =
  'jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)? nov(?:ember)? dec(?:ember)?'.split(
    ' ',
  );
const MONTH = MONTHS.map((month) => new RegExp(`\\b${month}\\b`));
/** Short names of kinds of election, some of them Labour's. */
const KINDS = 'ge|le|lge|ee|ep|eu|pcc|pfcc|gla|sp|wa|ma|cc|dc|bc|tc|be|l|g|e';
/** Words that make a heading with a year something other than a vote or an intention. */
const OTHERWISE =
  /\b(?:likel\w*|postal|proxy|absent|pv|av|dates?|knocked|leaflet\w*|deliver\w*|contact\w*|notes?|comments?|address\w*|poster|member\w*|donor|teller|age|birth|by|mail|email|phone|candidate|agent|registered|score|probability|propensity)\b/;
const INTENTION =
  /\b(?:voting intentions?|vote intentions?|intentions?|vi|vid|voter id|rag|canvass?|pledge|support)\b/;
const ELECTION = new RegExp(
  `\\b(?:voted?|votes|marked|turnout|locals?|general|parliamentary|westminster|holyrood|senedd|assembly|stormont|mayor|mayoral|euros?|european|ref|referendum|brexit|indyref|council|county|borough|district|parish|town|community|city|unitary|elections?|polls?|byelection|${KINDS}|${MONTHS.join('|')})\\b`,
);
const YEAR = [
  /(?<!\d)((?:19|20)\d\d|2100)(?!\d)/,
  /['’](\d\d)(?!\d)/,
  new RegExp(`(?<=(?:^|[^a-z])(?:vi|local|general|euro|${KINDS}|${MONTHS.join('|')}))[ -]?(\\d\\d)(?!\\d)`),
];

/** `Local 2022`, `GE19`, `2024 General Voted`, `VI May 2024`; null for `2024 Postal Voter` and everything else. */
function readPast(heading: string): Past | null {
  const found = readYear(heading);
  if (!found) return null;
  const { year, rest } = found;
  if (OTHERWISE.test(rest)) return null;
  const month = 1 + MONTH.findIndex((name) => name.test(rest));
  if (INTENTION.test(rest)) return { role: 'pastIntention', year, month };
  if (/\bparty\b/.test(rest)) return null;
  // `12 May 2008` is a date and not an election; `Local 02/05/2024` is one.
  const words = /\d/.test(rest) ? MONTH.reduce((left, name) => left.replace(name, ''), rest) : rest;
  return rest === '' || ELECTION.test(words) ? { role: 'pastVote', year, month } : null;
}

/** The year that a heading of an earlier canvass says, as in a date; '' if it says none. */
export function yearOfHeading(heading: string): string {
  return String(readYear(heading)?.year ?? '');
}

/** The year in a heading, and its other words in small letters, separated by single spaces. */
function readYear(heading: string): { year: number; rest: string } | null {
  const words = heading
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bby[ -]election/g, 'byelection');
  const found = YEAR.map((year) => year.exec(words)).find((each) => each !== null);
  if (!found?.[1]) return null;
  const digits = Number(found[1]);
  const year = found[1].length === 4 ? digits : digits < 90 ? 2000 + digits : 1900 + digits;
  if (year < 1990 || year > 2100) return null;
  const rest = `${words.slice(0, found.index)} ${words.slice(found.index + found[0].length)}`;
  return { year, rest: rest.replace(/[^a-z0-9]+/g, ' ').trim() };
}

/** The name of a past election from its heading: `2024 General Voted` is `2024 General`. */
function electionOf(heading: string): string {
  const tidied = tidyHeading(heading);
  const bare = tidied
    .replace(/\bvoted\b/gi, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:–-]+|[\s:–-]+$/g, '');
  return bare || tidied;
}

function tidyHeading(heading: string): string {
  return heading.replace(/[_\s]+/g, ' ').trim();
}

/**
 * The role that a word means: a role's name, its words, or a known heading ("PD", "address 1"). Undefined if it means
 * none.
 */
export function roleOfWord(word: string): ColumnRole | undefined {
  const plain = word.trim().toLowerCase();
  const named = (Object.entries(ROLE_WORDS) as [ColumnRole, Message][]).find(
    ([role, words]) => role.toLowerCase() === plain || english(words) === plain,
  );
  return named?.[0] ?? matchHeadings([word]).roles[0] ?? undefined;
}
