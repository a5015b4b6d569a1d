package org.llmops.guardrail.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;
import org.llmops.guardrail.detecting.PassageDetector;
import org.llmops.guardrail.detecting.Pieces;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.detecting.WordWatch;

class CodeCuesTest {
    private static final List<String> CODE = List.of(
            "import os.path as path",
            "from os import sep",
            "elif one: two",
            "self.name",
            "except IOError",
            "lambda x: x",
            "await it",
            "public static final int",
            "System.out.println",
            "import org.acme",
            "package main",
            "let mut one",
            "puts 'it'",
            "attr_accessor a",
            "sudo make",
            "curl -s",
            "echo \"it\"",
            "apt install it",
            "SELECT it FROM there",
            "select it from there where",
            "Insert Into it",
            "drop table it",
            "color: red;",
            "}",
            "call(a, b);",
            "a == b");

    @Test
    void deniesNoPassageThatHasACue() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder();
        while (text.length() < 60_000) {
            text.append("and so it goes on, mostly. ".repeat(random.nextInt(20)));
            text.append(random.nextInt(3) == 0 ? CODE.get(random.nextInt(CODE.size())) : "");
            text.append(random.nextBoolean() ? "\n" : " ");
        }
        WordWatch watch = CodeCues.watch();
        List<Passage> denied = new ArrayList<>();
        Pieces.matches(
                new PassageDetector() {
                    @Override
                    protected void judge(Scene scene, Passage passage, Consumer<Match> found) {
                        if (!CodeCues.mayBeIn(passage, watch)) {
                            denied.add(passage);
                        }
                    }
                },
                text.toString());

        assertThat(denied)
                .hasSizeGreaterThan(1_000)
                .allSatisfy(passage -> assertThat(CodeCues.trail(1).next(passage.text(), true))
                        .as(passage.text())
                        .isEqualTo(new BitSet()));
    }
}
