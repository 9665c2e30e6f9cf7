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
