package org.llmops.guardrail.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatternTrailTest {
    private static final int REACH = 60;

    private static final List<String> SIGNS = List.of(
            "a", "b", "if ", "(", ")", "{", "}", ";", "\n", "    ", "\n    ", "select ", " from x", "==", "é", "😀",
            "x[1] =", "$");

    @Test
    void tellsOfPiecesAndOfWhatCameBeforeThemWhatAPatternSetDoes() throws PatternMalformed {
        PatternSet patterns = new PatternSet(List.of(
                "^\\s*\\}[;)]*\\s*$",
                "[;{]\\s*$",
                "\\bif\\s*\\([^)]*\\)\\s*\\{",
                "\\bselect\\s.{1,200}\\sfrom\\s\\w+",
                "\\w+\\s*==\\s*\\w",
                "\\b\\w+\\[\\w+\\]\\s*=",
                "(?i)\\bA+b\\b",
                "\\$\\z"));
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            PatternTrail trail = new PatternTrail(patterns, REACH);
            StringBuilder before = new StringBuilder();
            int kinds = round % 3 == 0 ? SIGNS.size() : SIGNS.size() - 4;
            for (int number = 0; number < 40; number++) {
                String piece = piece(random, random.nextInt(30), kinds);
                if (patterns.in(piece, 0).isEmpty() && random.nextBoolean()) {
                    trail.pass(piece);
                    before.append(piece);
                    continue;
                }

                assertThat(trail.next(piece, piece.chars().allMatch(sign -> sign < 0x80)))
                        .as(piece)
                        .isEqualTo(patterns.in(piece, 0));
                if (random.nextInt(3) > 0) {
                    assertThat(trail.before())
                            .as("before %s: %s", piece, before)
                            .isEqualTo(patterns.in(before.toString(), Math.max(0, before.length() - REACH)));
                }
                before.append(piece);
            }
        }
    }

    private static String piece(Random random, int length, int kinds) {
        StringBuilder piece = new StringBuilder();
        for (int index = 0; index < length; index++) {
            piece.append(SIGNS.get(random.nextInt(kinds)));
        }
        return piece.toString();
    }
}
