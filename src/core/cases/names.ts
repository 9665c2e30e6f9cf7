/**
 * Code names of cases and pseudonyms of reporters: short, easy to say and to type, and random, so that
 * nothing can be counted or guessed from them.
 */
const colours =
  'amber ash azure beige brass bronze brown cedar clay cobalt copper coral cream cyan ebony fawn flint gold grape green grey hazel indigo iron ivory jade khaki lemon lilac lime linen maple mauve mint moss navy ochre olive onyx opal orange pearl pine pink plum quartz rose ruby rust sage sand scarlet sepia silver slate snow steel straw tan teal topaz violet wheat white yellow'.split(
    ' ',
  );
const animals =
  'badger beaver bison bream camel carp cat cod crab crane crow deer dolphin dove duck eagle eel elk falcon ferret finch fox frog gecko gibbon goat goose gull hare hawk heron horse ibex ibis jackal jay kestrel kite koala lark lemur linnet lion lizard llama lynx magpie marten mole moose moth mouse newt otter owl panda parrot pigeon pike plover pony puffin quail rabbit raven robin salmon seal shrew skunk sloth snail sparrow squid stork swan swift tapir tern tiger toad trout turtle vole walrus weasel whale wolf wombat wren yak zebra'.split(
    ' ',
  );
const birds =
  'Avocet Bunting Curlew Dunlin Egret Fulmar Gannet Hoopoe Jacana Kinglet Lapwing Martin Nuthatch Oriole Pipit Redstart Sandpiper Tanager Veery Waxwing'.split(
    ' ',
  );

const pick = (from: readonly string[], random: (below: number) => number): string => from[random(from.length)]!;

/** Such as `amber-otter-47`: one of about half a million. */
export const codeName = (random: (below: number) => number): string =>
  `${pick(colours, random)}-${pick(animals, random)}-${10 + random(90)}`;

/** Such as `Curlew`: how the responders of one case call its reporter. */
export const pseudonym = (random: (below: number) => number): string => pick(birds, random);

/** Words that stand in many display names and mean nobody: pronouns, particles, what people are in a server. */
export const notNames = new Set(
  (
    'she her hers he him his they them theirs any all ask the and from with for not out off der die das von van del los las con por una uno ' +
    'ella elle elles ellos ellas mod mods moderator admin team staff bot away busy mrs miss doc'
  ).split(' '),
);
/** Names that are words of everyday English or Spanish as well: they count only where they are written as names. */
export const everydayNames = new Set(
  (
    'will may mark bill frank grace rose gene chase pat jack rob max guy art hope joy summer april june august star sky river dawn eve red young long little day black white brown green ' +
    'gray grey dragon wolf fox bear cat dog moon sun rain snow storm shadow night fire ice ghost angel sol mar paz cielo flor'
  ).split(' '),
);
