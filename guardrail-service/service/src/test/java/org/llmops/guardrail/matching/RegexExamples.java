package org.llmops.guardrail.matching;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Makes up texts that a pattern matches. Assertions are left to luck, so whoever uses one tries it first. */
public final class RegexExamples {
    private static final int MOST_OPTIONAL = 8;
    private static final Map<String, List<Integer>> MEMBERS = new ConcurrentHashMap<>();

    private final Random random;
    private final StringBuilder text = new StringBuilder();

    private RegexExamples(Random random) {
        this.random = random;
    }

    public static String of(String regex, Random random) {
        try {
            RegexExamples examples = new RegexExamples(random);
            examples.append(Regex.parse(regex));
            return examples.text.toString();
        } catch (PatternMalformed malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    private void append(Regex regex) {
        switch (regex) {
            case Regex.Literal literal -> text.appendCodePoint(literal.codePoint());
            case Regex.CharClass any -> {
                List<Integer> members = MEMBERS.computeIfAbsent(any.syntax(), RegexExamples::members);
                text.appendCodePoint(members.get(random.nextInt(members.size())));
            }
            case Regex.Assertion place -> {}
            case Regex.Sequence sequence -> sequence.parts().forEach(this::append);
            case Regex.Choice choice ->
                append(choice.options().get(random.nextInt(choice.options().size())));
            case Regex.Repeat repeat -> {
                int most = Math.min(repeat.most(), repeat.least() + MOST_OPTIONAL);
                int times = repeat.least() + random.nextInt(most - repeat.least() + 1);
                for (int time = 0; time < times; time++) {
                    append(repeat.part());
                }
            }
        }
    }

    /** Printable ones, if there are any: nobody writes a key with a bell in it. */
    private static List<Integer> members(String syntax) {
        Pattern pattern = Pattern.compile(syntax);
        List<Integer> members = IntStream.range(0, 128)
                .filter(codePoint -> pattern.matches(String.valueOf((char) codePoint)))
                .boxed()
                .toList();
        List<Integer> printable = members.stream()
                .filter(codePoint -> codePoint > ' ' && codePoint < 127)
                .toList();
        return printable.isEmpty() ? members : printable;
    }
}
