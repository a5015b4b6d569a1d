package org.llmops.guardrail.redacting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.PolicyName;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.policies.Rail;
import org.llmops.guardrail.policies.Repertoires;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.platform.identity.WorkspaceId;

class TextScreenTest {
    private static final CompiledPolicy REDACT_ALL = SplittingTest.policy(Action.REDACT, null);

    @Test
    void equalValuesGetEqualPlaceholdersInAllTexts() {
        CallScreen call = input(REDACT_ALL);

        assertThat(screen(call, "a@x.com b@x.com")).isEqualTo("<EMAIL_ADDRESS_1> <EMAIL_ADDRESS_2>");
        assertThat(screen(call, "b@x.com 10.0.0.1 a@x.com"))
                .isEqualTo("<EMAIL_ADDRESS_2> <IP_ADDRESS_1> <EMAIL_ADDRESS_1>");
    }

    @Test
    void numbersWrittenByHandAreSkipped() {
        CallScreen call = input(REDACT_ALL);

        assertThat(screen(call, "<EMAIL_ADDRESS_1> <EMAIL_ADDRESS_2> a@x.com"))
                .isEqualTo("<EMAIL_ADDRESS_1> <EMAIL_ADDRESS_2> <EMAIL_ADDRESS_3>");
        assertThat(call.issued()).containsExactly(new Replacement("<EMAIL_ADDRESS_3>", "a@x.com"));
    }

    @Test
    void aHandWrittenPlaceholderNeverTurnsIntoSomebodysValue() {
        String attack = "a@x.com <EMAIL_ADDRESS_1> <PLACEHOLDER_1> <<EMAIL_ADDRESS_1>";
        CallScreen call = input(REDACT_ALL);
        String sent = screen(call, attack);

        assertThat(sent).isEqualTo("<EMAIL_ADDRESS_1> <PLACEHOLDER_1> <PLACEHOLDER_2> <<PLACEHOLDER_1>");
        CallScreen back = CallScreen.ofTexts(
                REDACT_ALL, Call.of(new WorkspaceId("acme"), Direction.OUTPUT, call.issued()), 1_000);
        assertThat(screen(back, sent)).isEqualTo(attack);
    }

    @Test
    void everyRedactedTextComesBackAsItWas() {
        for (String text : SplittingTest.TEXTS) {
            CallScreen call = input(REDACT_ALL);
            String sent = screen(call, text);
            CallScreen back = CallScreen.ofTexts(
                    REDACT_ALL, Call.of(new WorkspaceId("acme"), Direction.OUTPUT, call.issued()), 1_000_000);

            assertThat(screen(back, sent)).isEqualTo(text);
        }
    }

    @Test
    void whatWasRestoredIsNotRedactedAgain() {
        CallScreen back = CallScreen.ofTexts(
                REDACT_ALL,
                Call.of(
                        new WorkspaceId("acme"),
                        Direction.OUTPUT,
                        List.of(new Replacement("<EMAIL_ADDRESS_1>", "a@x.com"))),
                1_000);
        TextScreen screen = back.text("0", Source.USER, true, 16);

        assertThat(screen.feed("To <EMAIL_ADDRESS_1>, not c@x.com") + screen.end())
                .isEqualTo("To a@x.com, not <EMAIL_ADDRESS_2>");
        assertThat(screen.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.start()).isEqualTo(26));
        assertThat(back.issued()).isEmpty();
    }

    @Test
    void digitsInsideAProvenNumberAreNoFindingOfTheirOwn() {
        CompiledPolicy policy = policy(rail("phone", Action.BLOCK), rail("payment_card", Action.REDACT));
        CallScreen call = input(policy);

        assertThat(screen(call, "Card 4934106496652!")).isEqualTo("Card <PAYMENT_CARD_1>!");
    }

    @Test
    void amongOverlappingFindingsTheStricterWinsThenTheLonger() {
        String text = "root@[192.0.2.1]";
        Rail email = rail("email", Action.REDACT);

        assertThat(entities(policy(email, rail("ip_address", Action.REDACT)), text))
                .containsExactly("EMAIL_ADDRESS");
        assertThat(entities(policy(email, rail("ip_address", Action.BLOCK)), text))
                .containsExactly("IP_ADDRESS");
        assertThat(entities(policy(rail("ip_address", Action.ALLOW), email), text))
                .containsExactly("EMAIL_ADDRESS");
    }

    @Test
    void theFirstOfTwoLikeRailsDecides() {
        CompiledPolicy policy = policy(
                Rail.of("first", "email", Set.of(Direction.INPUT), Action.REDACT),
                Rail.of("second", "email", Set.of(Direction.INPUT), Action.REDACT));
        TextScreen screen = input(policy).text("0", Source.USER, true, 16);
        screen.feed("a@x.com");
        screen.end();

        assertThat(screen.findings()).extracting(Finding::ruleId).containsExactly("first");
    }

    @Test
    void onlyWhatCouldStillGrowIsHeldBack() {
        TextScreen screen = CallScreen.ofStreams(
                        REDACT_ALL, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000)
                .text("0", Source.USER, true, 16);

        assertThat(screen.feed("Hello, my ")).isEqualTo("Hello, my ");
        assertThat(screen.feed("name")).isEmpty();
        assertThat(screen.feed(" is <EMAIL")).isEqualTo("name is ");
        assertThat(screen.feed("> and 40")).isEqualTo("<EMAIL> and ");
        assertThat(screen.feed("12 apples ")).isEqualTo("4012 apples ");
        assertThat(screen.end()).isEmpty();
    }

    @Test
    void noFindingRepeatsWhatItMatched() {
        List<Finding> findings = new ArrayList<>();
        for (String text : SplittingTest.TEXTS) {
            TextScreen screen = input(REDACT_ALL).text("0", Source.USER, true, 16);
            screen.feed(text);
            screen.end();
            findings.addAll(screen.findings());
        }

        assertThat(findings).hasSizeGreaterThan(30);
        assertThat(findings.toString()).doesNotContain("example.com", "4012", "DE89", "10.0.0.1", "0132");
    }

    private static List<String> entities(CompiledPolicy policy, String text) {
        TextScreen screen = input(policy).text("0", Source.USER, true, 16);
        screen.feed(text);
        screen.end();
        return screen.findings().stream().map(Finding::entity).toList();
    }

    private static String screen(CallScreen call, String text) {
        TextScreen screen = call.text("0", Source.USER, true, 16);
        return screen.feed(text) + screen.end();
    }

    private static CallScreen input(CompiledPolicy policy) {
        return CallScreen.ofTexts(policy, Call.of(new WorkspaceId("acme"), Direction.INPUT, List.of()), 1_000_000);
    }

    private static CompiledPolicy policy(Rail... rails) {
        return new CompiledPolicy(
                new PolicyRef(new PolicyName("test"), 1), List.of(rails), Verdict.BLOCK, null, Repertoires.five());
    }

    private static Rail rail(String detector, Action action) {
        return Rail.of(detector, detector, Set.of(Direction.INPUT), action);
    }
}
