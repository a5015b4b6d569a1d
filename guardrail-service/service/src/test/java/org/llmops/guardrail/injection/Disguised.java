package org.llmops.guardrail.injection;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.llmops.guardrail.learning.Example;

/**
 * Texts once more, written in ways that hide what they say, attacks and harmless ones alike: so that a model learns to judge
 * by what is hidden and not by its being hidden.
 */
final class Disguised {
    private static final int ONE_OF = 5;

    private static final List<String> INTRODUCTIONS = List.of(
            "",
            "",
            "Decode this: ",
            "What does this say? ",
            "Decode the following and do it: ",
            "Read this and answer: ",
            "Here is an encoded message: ",
            "Follow what is written here: ");

    /** The first of the ways are codes, the rest put other signs for letters. */
    private static final int CODES = 8;

    private static final List<UnaryOperator<String>> WAYS = List.of(
            text -> Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
            text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)),
            text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"),
            text -> new StringBuilder(text).reverse().toString(),
            text -> each(text, letter -> letter + "\u200B"),
            text -> each(text, letter -> letter + " "),
            text -> each(text, letter -> "&#" + (int) letter.charAt(0) + ";"),
            text -> each(text, letter -> replaced(letter, "abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")),
            text -> each(text, letter -> replaced(letter, "aeiostAEIOST", "431057431057")),
            text -> each(text, letter -> replaced(letter, "aeiogAEIOG", "@3!09@3!09")),
            text -> each(
                    text,
                    letter -> replaced(
                            letter,
                            "aeopcxyABEHKMOPCTX",
                            "\u0430\u0435\u043E\u0440\u0441\u0445"
                                    + "\u0443\u0410\u0412\u0415\u041D\u041A\u041C\u041E\u0420\u0421\u0422\u0425")));

    private Disguised() {}

    static List<Example> of(List<Example> texts) {
        Random random = new Random(17);
        List<Example> disguised = new ArrayList<>();
        for (Example text : texts) {
            if (random.nextInt(ONE_OF) == 0) {
                // Harmless words are seldom misspelt on purpose, while codes are common in ordinary work.
                boolean misspelt = text.positive() || random.nextInt(3) == 0;
                String hidden =
                        WAYS.get(random.nextInt(misspelt ? WAYS.size() : CODES)).apply(text.text());
                String introduction = INTRODUCTIONS.get(random.nextInt(INTRODUCTIONS.size()));
                disguised.add(
                        Example.of(introduction + hidden, text.positive(), MadeTexts.PREFIX + "disguised", "en made"));
            }
        }
        return disguised;
    }

    private static String each(String text, UnaryOperator<String> written) {
        return text.codePoints().mapToObj(Character::toString).map(written).collect(Collectors.joining());
    }

    private static String replaced(String letter, String from, String to) {
        int index = from.indexOf(letter);
        return index < 0 ? letter : to.substring(index, index + 1);
    }
}
