package org.llmops.guardrail.topics;

import java.util.List;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Passage;

/** Matches that cover a passage without the blanks around it. */
final class Spans {
    private Spans() {}

    static Match match(
            Passage passage,
            String entity,
            String rule,
            double score,
            String reason,
            List<Match.Contribution> contributions) {
        String text = passage.text();
        int from = 0;
        int to = text.length();
        while (from < to - 1 && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        while (to > from + 1 && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        int start = passage.start() + text.codePointCount(0, from);
        return new Match(
                entity, rule, start, start + text.codePointCount(from, to), score, false, reason, contributions);
    }
}
