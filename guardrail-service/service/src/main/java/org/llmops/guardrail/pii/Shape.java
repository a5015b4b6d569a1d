package org.llmops.guardrail.pii;

import java.util.ArrayList;
import java.util.List;

/**
 * A notation of an identifier and what it is worth. Written with {@code #} for a digit, {@code @} for a letter, {@code *}
 * for either, {@code h} for a hexadecimal digit, {@code u} for a letter or umlaut, {@code [A-C5]} for a choice; {@code {3}}
 * and {@code {3,5}} repeat what stands before; {@code =} is a separator, the same one throughout, {@code ~} the same where
 * there is one, {@code %} any or none; other separators and characters stand for themselves, in either case.
 *
 * @param base confidence in what is written like this and passes the check
 * @param inContext confidence when a word nearby says what it is
 * @param glued whether it may follow small letters without anything between
 * @param upper whether letters have to be capitals
 */
record Shape(double base, double inContext, boolean glued, boolean upper, List<Layout> layouts) {
    private static final long DIGITS = (1L << 10) - 1;
    private static final long LETTERS = ((1L << 36) - 1) & ~DIGITS;
    private static final long UMLAUTS = 7L << 36;
    private static final long HEXADECIMAL = (1L << 16) - 1;

    Shape {
        layouts = List.copyOf(layouts);
    }

    /** @param separators which separators {@code = ~ %} stand for */
    static Shape parse(
            double base, double inContext, boolean glued, boolean upper, String notation, String separators) {
        List<Separator> kinds =
                separators.chars().mapToObj(Separator::of).distinct().toList();
        List<Layout> layouts = new ArrayList<>();
        List<Atom> atoms = atoms(notation);
        // The uniform separator is chosen first, so that the rest of the expansion need not know of it.
        boolean uniform = notation.indexOf('=') >= 0 || notation.indexOf('~') >= 0;
        for (Separator kind : uniform ? kinds : List.of(Separator.NOTHING)) {
            List<Layout> expanded = new ArrayList<>();
            expand(atoms, 0, kind, kinds, new Layout.Builder(), expanded);
            boolean first = layouts.isEmpty();
            expanded.stream()
                    .filter(layout -> first || layout.separators().contains(kind))
                    .forEach(layouts::add);
        }
        return new Shape(base, inContext, glued, upper, layouts);
    }

    private record Atom(long mask, char separator, int least, int most) {}

    private static List<Atom> atoms(String notation) {
        List<Atom> atoms = new ArrayList<>();
        int index = 0;
        while (index < notation.length()) {
            char symbol = notation.charAt(index++);
            if ("=~% -/.:+(_".indexOf(symbol) >= 0) {
                atoms.add(new Atom(0, symbol, 1, 1));
                continue;
            }
            long mask;
            if (symbol == '[') {
                int close = notation.indexOf(']', index);
                mask = choice(notation.substring(index, close));
                index = close + 1;
            } else {
                mask = mask(symbol);
            }
            int least = 1;
            int most = 1;
            if (index < notation.length() && notation.charAt(index) == '{') {
                int close = notation.indexOf('}', index);
                String[] bounds = notation.substring(index + 1, close).split(",", -1);
                least = Integer.parseInt(bounds[0]);
                most = Integer.parseInt(bounds[bounds.length - 1]);
                index = close + 1;
            }
            atoms.add(new Atom(mask, '\0', least, most));
        }
        return atoms;
    }

    private static long mask(char symbol) {
        return switch (symbol) {
            case '#' -> DIGITS;
            case '@' -> LETTERS;
            case '*' -> DIGITS | LETTERS;
            case 'h' -> HEXADECIMAL;
            case 'u' -> LETTERS | UMLAUTS;
            default -> {
                int value = Symbols.value(symbol);
                if (value < 0 || Character.isLowerCase(symbol)) {
                    throw new IllegalArgumentException("Nothing is written '" + symbol + "'");
                }
                yield 1L << value;
            }
        };
    }

    private static long choice(String members) {
        long mask = 0;
        for (int index = 0; index < members.length(); index++) {
            boolean range = index + 2 < members.length() && members.charAt(index + 1) == '-';
            char last = members.charAt(range ? index + 2 : index);
            for (char member = members.charAt(index); member <= last; member++) {
                mask |= mask(member);
            }
            index += range ? 2 : 0;
        }
        return mask;
    }

    private static void expand(
            List<Atom> atoms,
            int index,
            Separator uniform,
            List<Separator> kinds,
            Layout.Builder built,
            List<Layout> layouts) {
        if (index == atoms.size()) {
            layouts.add(built.build());
            return;
        }
        Atom atom = atoms.get(index);
        if (atom.separator == '\0') {
            Layout.Builder longer = built.copy();
            for (int count = 0; count <= atom.most; count++) {
                if (count >= atom.least) {
                    expand(atoms, index + 1, uniform, kinds, longer.copy(), layouts);
                }
                longer.add(atom.mask);
            }
            return;
        }
        List<Separator> choices = switch (atom.separator) {
            case '=' -> List.of(uniform);
            case '~' -> List.of(Separator.NOTHING, uniform);
            case '%' -> {
                List<Separator> all = new ArrayList<>(kinds);
                all.add(Separator.NOTHING);
                yield all;
            }
            default -> List.of(Separator.of(atom.separator));
        };
        for (Separator choice : choices) {
            expand(atoms, index + 1, uniform, kinds, built.copy().separate(choice), layouts);
        }
    }
}
