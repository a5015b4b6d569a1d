package org.llmops.cost.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A message as Slack's incoming webhooks take it: blocks to look at, and one line for notifications.
 *
 * @param text for where blocks are not shown
 */
@RegisterForReflection
record SlackText(String text, List<Block> blocks) {
    /** Slack takes no longer text in a block. */
    private static final int LONGEST_TEXT = 3000;

    /** A part of a message. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Block(String type, Text text) {
        static Block section(String markdown) {
            return new Block("section", new Text("mrkdwn", shortened(markdown)));
        }
    }

    /** Words in Slack's own markup. */
    @RegisterForReflection
    record Text(String type, String text) {}

    static SlackText of(AlertMessage message) {
        AlertMessage.Data data = message.data();
        String headline = "[" + data.severity().label() + "] " + escaped(data.title());
        String facts = data.facts().entrySet().stream()
                .map(fact -> "• " + escaped(fact.getKey()) + ": " + escaped(String.valueOf(fact.getValue())))
                .collect(Collectors.joining("\n"));
        String origin = "_" + escaped(data.workspace()) + " · " + data.kind() + " · " + escaped(data.subject()) + " · "
                + data.count() + "× since " + data.firstAt() + "_";
        return facts.isEmpty()
                ? new SlackText(headline, List.of(Block.section("*" + headline + "*"), Block.section(origin)))
                : new SlackText(
                        headline,
                        List.of(Block.section("*" + headline + "*"), Block.section(facts), Block.section(origin)));
    }

    /** Slack reads these three characters as markup, of links and mentions too; so names of users' own cannot hold any. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT - 1) + "…";
    }
}
