package org.llmops.guardrail.screening;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.policies.Direction;
import org.llmops.guardrail.policies.Verdict;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.Finding;
import org.llmops.guardrail.redacting.PlaceholderNotation;
import org.llmops.guardrail.redacting.Replacement;
import org.llmops.guardrail.redacting.TextScreen;
import org.llmops.guardrail.redacting.Unscanned;
import org.llmops.platform.identity.WorkspaceId;

/** Screens texts with the policy in force. REST and gRPC both call this; nothing that it is given is kept. */
@ApplicationScoped
public class Screening {
    private final PolicyInForce policies;
    private final ScreeningMetrics metrics;
    private final ScreeningSettings settings;

    Screening(PolicyInForce policies, ScreeningMetrics metrics, ScreeningSettings settings) {
        this.policies = policies;
        this.metrics = metrics;
        this.settings = settings;
    }

    public Uni<ScreenedTexts> screen(WorkspaceId workspace, ScreenTexts command) {
        checkKnown(command.direction(), command.known());
        if (command.segments().size() > settings.maxTexts()) {
            throw GuardrailProblem.SCREENING_INVALID.at(
                    "segments", "At most " + settings.maxTexts() + " texts in one request");
        }
        return policy(workspace, command)
                .chain(policy -> screen(policy, command))
                .invoke(screened -> metrics.count(command.direction(), screened.verdict(), screened.findings()));
    }

    /** Starts the screening of a stream. */
    public Uni<CallScreen> open(WorkspaceId workspace, Direction direction, List<Replacement> known) {
        checkKnown(direction, known);
        return policies.of(workspace, Map.of())
                .map(applied -> CallScreen.ofStreams(applied.enforced(), direction, known, settings.maxCodePoints()));
    }

    private Uni<Optional<CompiledPolicy>> policy(WorkspaceId workspace, ScreenTexts command) {
        return command.tried() == null
                ? policies.of(workspace, Map.of()).map(applied -> Optional.ofNullable(applied.enforced()))
                : policies.version(workspace, command.tried()).map(Optional::of);
    }

    private Uni<ScreenedTexts> screen(Optional<CompiledPolicy> policy, ScreenTexts command) {
        Uni<ScreenedTexts> work = Uni.createFrom().item(() -> screenNow(policy, command));
        return command.length() < settings.offloadFrom()
                ? work
                : work.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private ScreenedTexts screenNow(Optional<CompiledPolicy> policy, ScreenTexts command) {
        CallScreen call =
                CallScreen.ofTexts(policy.orElse(null), command.direction(), command.known(), settings.maxCodePoints());
        List<ScreenedTexts.ScreenedText> texts = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        List<Unscanned> unscanned = new ArrayList<>();
        Verdict verdict = Verdict.ALLOW;
        for (Segment segment : command.segments()) {
            TextScreen screen = call.text(segment.id(), segment.text().length());
            String text = screen.feed(segment.text()) + screen.end();
            texts.add(new ScreenedTexts.ScreenedText(segment.id(), text, screen.verdict()));
            findings.addAll(screen.findings());
            Optional.ofNullable(screen.unscanned()).ifPresent(unscanned::add);
            verdict = verdict.orStricter(screen.verdict());
        }
        boolean blocked = verdict == Verdict.BLOCK;
        return new ScreenedTexts(
                verdict,
                blocked ? withoutText(texts) : texts,
                findings,
                call.policy(),
                blocked ? List.of() : call.issued(),
                unscanned);
    }

    private static List<ScreenedTexts.ScreenedText> withoutText(List<ScreenedTexts.ScreenedText> texts) {
        return texts.stream()
                .map(text -> new ScreenedTexts.ScreenedText(text.id(), "", text.verdict()))
                .toList();
    }

    private static void checkKnown(Direction direction, List<Replacement> known) {
        if (direction == Direction.INPUT && !known.isEmpty()) {
            throw GuardrailProblem.SCREENING_INVALID.at("replacements", "Only texts towards the client are restored");
        }
        Set<String> placeholders = new HashSet<>();
        for (int index = 0; index < known.size(); index++) {
            String placeholder = known.get(index).placeholder();
            if (!PlaceholderNotation.isPlaceholder(placeholder) || !placeholders.add(placeholder)) {
                throw GuardrailProblem.SCREENING_INVALID.at(
                        "replacements[" + index + "].placeholder",
                        "Give back the replacements of the input's screening, unchanged and each once");
            }
        }
    }
}
