package org.llmops.router.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmops.guardrail.v1.Action;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Directive;
import org.llmops.guardrail.v1.Finding;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.Verdict;

/**
 * What the fake policy asks for: {@code GOTO-<route>} in a question, {@code MISSHAPEN} and {@code HOPELESS} (which it says
 * of every further answer) in an answer, {@code REVIEWED} and {@code FLAGGED} anywhere. It looks around at {@code LOOK}.
 */
final class FakeDirectives {
    private static final Pattern GOTO = Pattern.compile("GOTO-([a-z:-]+)");

    private FakeDirectives() {}

    static List<Directive> of(ScreenRequest request) {
        boolean input = request.getDirection() == Direction.DIRECTION_INPUT;
        List<Directive> directives = new ArrayList<>();
        request.getSegmentsList()
                .forEach(segment -> directives.addAll(input ? asked(segment.getText()) : said(segment.getText())));
        return directives;
    }

    static boolean looksAround(ScreenRequest request) {
        return request.getSegmentsList().stream()
                .anyMatch(segment -> segment.getText().contains("LOOK"));
    }

    private static List<Directive> asked(String text) {
        List<Directive> directives = anywhere(text);
        Matcher route = GOTO.matcher(text);
        while (route.find()) {
            directives.add(directive(Action.ACTION_ROUTE, "sensitive")
                    .setDetail(route.group(1))
                    .build());
        }
        return directives;
    }

    static List<Directive> said(String text) {
        List<Directive> directives = anywhere(text);
        if (text.contains("HOPELESS")) {
            directives.add(directive(Action.ACTION_RE_ASK, "shape")
                    .setDetail("Still HOPELESS")
                    .setTimes(2)
                    .build());
        } else if (text.contains("MISSHAPEN")) {
            directives.add(directive(Action.ACTION_RE_ASK, "shape")
                    .setDetail("Mend it.")
                    .setTimes(1)
                    .build());
        }
        return directives;
    }

    private static List<Directive> anywhere(String text) {
        List<Directive> directives = new ArrayList<>();
        if (text.contains("REVIEWED")) {
            directives.add(directive(Action.ACTION_HUMAN_REVIEW, "delicate").build());
        }
        if (text.contains("FLAGGED")) {
            directives.add(directive(Action.ACTION_FLAG, "odd").build());
        }
        return directives;
    }

    private static Directive.Builder directive(Action action, String rule) {
        return Directive.newBuilder().setAction(action).setRuleId(rule);
    }

    /** The findings behind directives that are refusals. */
    static List<Finding> refusals(List<Directive> directives, boolean followsRoutes) {
        return directives.stream()
                .filter(directive -> switch (directive.getAction()) {
                    case ACTION_RE_ASK, ACTION_HUMAN_REVIEW -> true;
                    case ACTION_ROUTE -> !followsRoutes;
                    default -> false;
                })
                .map(directive -> Finding.newBuilder()
                        .setRuleId(directive.getRuleId())
                        .setRuleAction(directive.getAction())
                        .setAction(Verdict.VERDICT_BLOCK)
                        .build())
                .toList();
    }
}
