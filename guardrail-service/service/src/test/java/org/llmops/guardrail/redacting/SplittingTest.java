package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.guardrail.detecting.DetectorType;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

/** However a text is cut into pieces, the same comes out as of the whole. */
class SplittingTest {
    /** An e-mail address: 64 + 1 + 255. */
    private static final int LONGEST_OPEN = 324;

    private static final int UNLIMITED = 1_000_000;
    private static final List<Replacement> KNOWN = List.of(
            new Replacement("<EMAIL_ADDRESS_1>", "me@example.com"),
            new Replacement("<PAYMENT_CARD_1>", "4012 8888 8888 1881"));

    static final List<String> TEXTS = List.of(
            "",
            "Nothing to see here, move along.",
            "Mail john.doe@example.com, or call (415) 555-0132 ext. 55 now.",
            "john@example.com",
            "a@b@example.com.Then user@corp.internal- and root@[192.0.2.1]",
            "Card 4012 8888 8888 1881 (exp 12/27), IBAN DE89 3704 0044 0532 0130 00 ok",
            "DE89370400440532013000 4111111111111111 +49 30 1234567 fe80::1%eth0 10.0.0.1:80",
            "versions 1.2.3.4.5 v1.2.3.4 1.2.3.4-beta 1.2.3.4 lib-1.2.3.4.jar 10.0.0.1...",
            "😀 me@example.com 😀😀 𝟜𝟘𝟙𝟚𝟠𝟠𝟠𝟠𝟠𝟠𝟠𝟠𝟙𝟠𝟠𝟙 😀",
            "请联系john@example.com谢谢，电话+14155550132。卡号4111111111111111是",
            "Use <EMAIL_ADDRESS_1> and <PAYMENT_CARD_1>, not <EMAIL_ADDRESS_2> or <EMAIL_ADDRESS_",
            "x@y.com then <EMAIL_ADDRESS_1> and z@y.com <PLACEHOLDER_1> <<IP_ADDRESS_1>> 10.0.0.1",
            "a@x.com b@x.com a@x.com c@x.com",
            "4012888888881881@example.com and +1 415 555 0132 / +1 415 555 0133 / +1 415 555 0134",
            "1 ".repeat(60) + "+1 415 555 0132",
            "a".repeat(70) + "@example.com " + "b".repeat(64) + "@" + "c.".repeat(100) + "com",
            "........................................................................me@example.com",
            "2001:db8::1: 12:34:56 aa:bb:cc:dd:ee:ff ::ffff:192.0.2.128/96 a::b IP:10.0.0.1/24",
            "\ud83d lonely \ude00 surrogates \ud83d\ud83d me@example.com \ud83d",
            "+1 (415) 555-0132x5 2024-05-17 10:30:00 1700000000 4155550132,2125550123\n+442071234567",
            "MT84 MALT 0110 0001 2345 MTLC AST0 01S GB82-WEST-1234-5698-7654-32 GB82 WEST 1234 x");

    static Stream<Run> runs() {
        return TEXTS.stream()
                .flatMap(text -> Stream.of(
                        new Run(policy(Action.REDACT, null), Direction.INPUT, text, UNLIMITED),
                        new Run(policy(Action.REDACT, null), Direction.OUTPUT, text, UNLIMITED),
                        new Run(policy(Action.REDACT, "ip_address"), Direction.OUTPUT, text, UNLIMITED),
                        new Run(policy(Action.ALLOW, null), Direction.INPUT, text, UNLIMITED),
                        new Run(policy(Action.REDACT, null), Direction.INPUT, text, 25)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void cutAnywhereInTwo(Run run) {
        for (int cut = 0; cut <= run.text.length(); cut++) {
            run.expectSame(List.of(run.text.substring(0, cut), run.text.substring(cut)));
        }
    }

    @ParameterizedTest
    @MethodSource("runs")
    void cutIntoSingleCharacters(Run run) {
        run.expectSame(Arrays.asList(run.text.split("")));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void cutIntoRandomPieces(Run run) {
        Random random = new Random(run.text.hashCode());
        for (int round = 0; round < 10; round++) {
            run.expectSame(randomPieces(run.text, random));
        }
    }

    @Test
    void randomTextsOfRiskyFragments() {
        List<String> fragments = List.of(
                "me@example.com",
                "@",
                ".",
                " ",
                "-",
                "4012 8888 8888 1881",
                "4111111111111111",
                "+",
                "1",
                "415 555 0132",
                "10.0.0.1",
                "::",
                "fe80",
                ":",
                "DE89 3704 0044 0532 0130 00",
                "GB82",
                "WEST",
                "<",
                ">",
                "<EMAIL_ADDRESS_1>",
                "_1",
                "IP_ADDRESS_",
                "😀",
                "\ud83d",
                "é",
                "用",
                "\n",
                "(",
                "ext. 5",
                "/",
                "x",
                "a",
                "%eth0",
                "/24",
                "[",
                "]",
                "com");
        Random random = new Random(42);
        CompiledPolicy[] policies = {
            policy(Action.REDACT, null), policy(Action.REDACT, "phone"), policy(Action.ALLOW, null)
        };
        for (int round = 0; round < 1_500; round++) {
            StringBuilder text = new StringBuilder();
            for (int count = random.nextInt(12); count >= 0; count--) {
                text.append(fragments.get(random.nextInt(fragments.size())));
            }
            Direction direction = random.nextBoolean() ? Direction.INPUT : Direction.OUTPUT;
            Run run = new Run(policies[round % policies.length], direction, text.toString(), UNLIMITED);
            run.expectSame(randomPieces(run.text, random));
            run.expectSame(Arrays.asList(run.text.split("")));
        }
    }

    @Test
    void holdsBackNoMoreThanTheLongestOpenMatch() {
        CompiledPolicy policy = policy(Action.REDACT, null);
        for (String unit :
                List.of("a", "1", "1 ", "12 ", "a@", "a.b", "@a.", "+1", "f:", "1.", "<A_1", "DE89 ", "(", "é")) {
            TextScreen screen = CallScreen.ofStreams(
                            policy, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), UNLIMITED)
                    .text("0", Source.USER, true, 16);
            int fed = 0;
            int released = 0;
            for (int round = 0; round < 600; round++) {
                released += screen.feed(unit).length();
                fed += unit.length();
                assertThat(fed - released).as(unit).isLessThanOrEqualTo(LONGEST_OPEN);
            }
        }
    }

    static CompiledPolicy policy(Action action, @Nullable String blocked) {
        Repertoire repertoire = Repertoires.five();
        List<Rail> rails = repertoire.detectors().all().stream()
                .map(DetectorType::name)
                .map(name -> Rail.of(
                        name,
                        name,
                        Set.of(Direction.INPUT, Direction.OUTPUT),
                        name.equals(blocked) ? Action.BLOCK : action))
                .toList();
        return new CompiledPolicy(new PolicyRef(new PolicyName("test"), 1), rails, Verdict.ALLOW, null, repertoire);
    }

    private static List<String> randomPieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(9));
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** One text under one policy. */
    record Run(CompiledPolicy policy, Direction direction, String text, int limit) {
        void expectSame(List<String> pieces) {
            CallScreen whole = CallScreen.ofTexts(policy, Call.of(new WorkspaceId("acme"), direction, KNOWN), limit);
            TextScreen expected = whole.text("0", Source.USER, true, text.length());
            String expectedText = expected.feed(text);
            expectedText += expected.end();

            CallScreen call = CallScreen.ofStreams(policy, Call.of(new WorkspaceId("acme"), direction, KNOWN), limit);
            TextScreen streamed = call.text("0", Source.USER, true, 16);
            StringBuilder released = new StringBuilder();
            for (String piece : pieces) {
                released.append(streamed.feed(piece));
                if (streamed.verdict() == Verdict.BLOCK) {
                    break;
                }
            }
            released.append(streamed.end());

            assertThat(streamed.verdict()).as("verdict of %s", pieces).isEqualTo(expected.verdict());
            if (expected.verdict() == Verdict.BLOCK) {
                expectNothingBlocked(expected, streamed, released.toString());
                return;
            }
            assertThat(released.toString()).as("text of %s", pieces).isEqualTo(expectedText);
            assertThat(streamed.findings()).as("findings of %s", pieces).isEqualTo(expected.findings());
            assertThat(call.issued()).isEqualTo(whole.issued());
            assertThat(streamed.unscanned()).isEqualTo(expected.unscanned());
        }

        /** What was released is how the text begins that lies before the match that blocks. */
        private void expectNothingBlocked(TextScreen expected, TextScreen streamed, String released) {
            List<Finding> untilBlocked = new ArrayList<>();
            for (Finding finding : expected.findings()) {
                untilBlocked.add(finding);
                if (finding.action() == Action.BLOCK) {
                    break;
                }
            }
            assertThat(streamed.findings()).isEqualTo(untilBlocked);

            int[] codePoints = text.codePoints().toArray();
            String before = new String(codePoints, 0, untilBlocked.getLast().start());
            TextScreen allowed = CallScreen.ofStreams(policy, Call.of(new WorkspaceId("acme"), direction, KNOWN), limit)
                    .text("0", Source.USER, true, 16);
            String most = allowed.feed(before) + allowed.end();
            assertThat(most).startsWith(released);
        }

        @Override
        public String toString() {
            return direction + " " + text;
        }
    }
}
