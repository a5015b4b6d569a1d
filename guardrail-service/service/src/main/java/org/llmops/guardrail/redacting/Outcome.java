package org.llmops.guardrail.redacting;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.guardrail.placeholders.Placeholders;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Response;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.substituting.Original;

/** What becomes of one text: takes each settled span's action, and writes what comes out. */
final class Outcome {
    private static final Logger log = Logger.getLogger(Outcome.class);

    private final String id;
    private final Scene scene;
    private final Placeholders placeholders;
    private final boolean followsRoutes;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<Directive> directives = new LinkedHashSet<>();
    private final BitSet directed = new BitSet();
    private Verdict verdict = Verdict.ALLOW;
    private @Nullable CompiledRail quarantine;

    /** @param followsRoutes whether who asked will take another route when told to */
    Outcome(String id, Scene scene, Placeholders placeholders, boolean followsRoutes) {
        this.id = id;
        this.scene = scene;
        this.placeholders = placeholders;
        this.followsRoutes = followsRoutes && !scene.outgoing();
    }

    Verdict verdict() {
        return verdict;
    }

    void atLeast(Verdict other) {
        verdict = verdict.orStricter(other);
    }

    List<Finding> findings() {
        return findings;
    }

    List<Directive> directives() {
        return List.copyOf(directives);
    }

    /** What becomes of a text in which something with this action is found. */
    Verdict verdict(Action action) {
        return action == Action.ROUTE && followsRoutes ? Verdict.ALLOW : action.verdict();
    }

    /** Writes one span, and remembers what it was; returns null for a mark beside the text. */
    @Nullable
    String settle(Span span, GrowingText text) {
        return switch (span) {
            case Span.Found found -> settle(found, text);
            case Span.Literal literal -> settle(text.substring(literal.start(), literal.end()));
        };
    }

    /** Notes a span that is written in another form, and is still to be. */
    void noteReshaped(Span.Found found) {
        findings.add(Finding.of(id, found, null));
        atLeast(verdict(found.action()));
    }

    /** The span in its other form; it is blocked if that cannot be had. */
    String reshaped(Span.Found found, String text) {
        String written = written(found, () -> text);
        return written == null ? text : written;
    }

    /** The whole text as it is told, if it is: between marks, where a rail wants it in quarantine. */
    String told(String text) {
        if (quarantine != null && quarantine.response() instanceof Response.Quarantine(Response.Marking marking)) {
            return Quarantine.mark(marking, text);
        }
        return text;
    }

    private @Nullable String settle(Span.Found found, GrowingText text) {
        String written = found.standing() == Span.Standing.REPORTED
                ? null
                : written(found, () -> text.substring(found.start(), found.end()));
        findings.add(Finding.of(id, found, written));
        atLeast(verdict(found.action()));
        direct(found);
        if (found.action() == Action.QUARANTINE
                && (quarantine == null || found.rail().order() < quarantine.order())) {
            quarantine = found.rail();
        }
        if (!Overlaps.changes(found)) {
            return null;
        }
        return written == null ? text.substring(found.start(), found.end()) : written;
    }

    private @Nullable String written(Span.Found found, Supplier<String> original) {
        return switch (found.rail().response()) {
            case Response.Rewrite(String replacement) -> replacement;
            case Response.Redact redact -> redacted(redact, found, original.get());
            case Response.Plain plain -> null;
            case Response.Route directed -> null;
            case Response.ReAsk directed -> null;
            case Response.Quarantine marked -> null;
        };
    }

    private @Nullable String redacted(Response.Redact redact, Span.Found found, String original) {
        try {
            return placeholders.replace(
                    redact.operator(), new Original(found.match().entity(), original, scene));
        } catch (RuntimeException failure) {
            // Without the message, in which a careless operator might quote the value.
            log.errorf(
                    "Rail %s: the operator failed with %s",
                    found.rail().id(), failure.getClass().getName());
            atLeast(Verdict.BLOCK);
            return null;
        }
    }

    private void direct(Span.Found found) {
        Response response = found.rail().response();
        switch (found.action()) {
            case FLAG, QUARANTINE, HUMAN_REVIEW -> once(found, "");
            case ROUTE -> once(found, response instanceof Response.Route(String route) ? route : "");
            case RE_ASK -> reAsk(found, response instanceof Response.ReAsk reAsk ? reAsk : Response.ReAsk.ONCE);
            case ALLOW, REDACT, REWRITE, BLOCK -> {}
        }
    }

    /** The reason says what is to be done better. */
    private void reAsk(Span.Found found, Response.ReAsk how) {
        direct(found, (how.instruction() + " " + found.match().reason()).strip(), how.times());
    }

    /** Most rails ask for the same, however much they find. */
    private void once(Span.Found found, String detail) {
        if (!directed.get(found.rail().order())) {
            directed.set(found.rail().order());
            direct(found, detail, 0);
        }
    }

    private void direct(Span.Found found, String detail, int times) {
        directives.add(new Directive(found.action(), found.rail().id(), id, detail, times));
    }

    private String settle(String literal) {
        String restored = placeholders.restore(literal);
        if (restored != null) {
            return restored;
        }
        String kept = placeholders.keepApart(literal);
        atLeast(kept.equals(literal) ? Verdict.ALLOW : Verdict.REDACT);
        return kept;
    }
}
