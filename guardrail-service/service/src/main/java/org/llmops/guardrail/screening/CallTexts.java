package org.llmops.guardrail.screening;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.placeholders.Replacement;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.redacting.Directive;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.Question;
import org.llmops.guardrail.redacting.SeenTexts;
import org.llmops.guardrail.redacting.TextScreen;
import org.llmops.guardrail.redacting.Unscanned;

/** The texts of one request on their way: looked at, then asked about, then told in their order. */
final class CallTexts {
    private final CallScreen call;
    private final SeenTexts seen;
    private final List<SeenTexts.Look> looks = new ArrayList<>();

    /** Stands for the answer where there is none: what must be said is missing there too. */
    private SeenTexts.@Nullable Look missing;

    CallTexts(CallScreen call, SeenTexts seen) {
        this.call = call;
        this.seen = seen;
    }

    CallTexts look(ScreenTexts command, Deadline deadline) {
        int latest = Turns.latest(command.direction(), command.segments());
        for (Segment segment : command.segments()) {
            looks.add(
                    call.look(segment.id(), segment.source(), looks.size() >= latest, segment.text(), deadline, seen));
        }
        if (command.direction() == Direction.OUTPUT && command.segments().isEmpty()) {
            missing = call.look("", Source.ASSISTANT, true, "", deadline, seen);
            looks.add(missing);
        }
        return this;
    }

    /** Nothing is asked about a call that is refused anyway. */
    List<Question> questions() {
        boolean refused = looks.stream().anyMatch(look -> look.screen().isRefused());
        return looks.stream()
                .flatMap(look -> look.screen().questions(refused).stream())
                .toList();
    }

    long recalled() {
        return looks.stream().filter(SeenTexts.Look::recalled).count();
    }

    ScreenedTexts conclude() {
        List<ScreenedTexts.ScreenedText> texts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<Unscanned> unscanned = new ArrayList<>();
        List<Directive> directives = new ArrayList<>();
        Verdict verdict = Verdict.ALLOW;
        for (SeenTexts.Look look : looks) {
            seen.remember(look);
            TextScreen screen = look.screen();
            String text = screen.conclude();
            if (look != missing) {
                texts.add(new ScreenedTexts.ScreenedText(screen.id(), text, screen.verdict()));
            }
            findings.addAll(screen.findings());
            unscanned.addAll(screen.unscanned());
            directives.addAll(screen.directives());
            verdict = verdict.orStricter(screen.verdict());
        }
        directives.sort(Comparator.comparing(Directive::action).reversed());
        boolean blocked = verdict == Verdict.BLOCK;
        List<Replacement> issued = blocked ? List.of() : call.issued();
        return new ScreenedTexts(
                verdict,
                blocked ? withoutText(texts) : texts,
                findings,
                call.policy(),
                issued,
                unscanned,
                directives,
                call.looksAround(),
                call.policy() != null);
    }

    private static List<ScreenedTexts.ScreenedText> withoutText(List<ScreenedTexts.ScreenedText> texts) {
        return texts.stream()
                .map(text -> new ScreenedTexts.ScreenedText(text.id(), "", text.verdict()))
                .toList();
    }
}
