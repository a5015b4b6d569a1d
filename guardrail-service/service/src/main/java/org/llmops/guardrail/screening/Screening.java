package org.llmops.guardrail.screening;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.enforcing.AppliedPolicies;
import org.llmops.guardrail.enforcing.PolicyInForce;
import org.llmops.guardrail.policies.PolicyRef;
import org.llmops.guardrail.redacting.Call;
import org.llmops.guardrail.redacting.CallScreen;
import org.llmops.guardrail.redacting.CompiledPolicy;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.redacting.Question;
import org.llmops.guardrail.redacting.Questions;
import org.llmops.guardrail.redacting.SeenTexts;
import org.llmops.platform.identity.WorkspaceId;

/** Screens texts with the policy in force. REST and gRPC both call this; no text that it is given is kept. */
@ApplicationScoped
public class Screening {
    private final PolicyInForce policies;
    private final ScreeningMetrics metrics;
    private final ScreeningListeners listeners;
    private final ScreeningSettings settings;
    private final ScreeningChecks checks;
    private final SeenTexts seen;

    Screening(
            PolicyInForce policies,
            ScreeningMetrics metrics,
            ScreeningListeners listeners,
            ScreeningSettings settings) {
        this.policies = policies;
        this.metrics = metrics;
        this.listeners = listeners;
        this.settings = settings;
        this.checks = new ScreeningChecks(settings);
        this.seen = new SeenTexts(settings.remembered(), settings.rememberedFor());
    }

    public Uni<ScreenedTexts> screen(WorkspaceId workspace, ScreenTexts command) {
        checks.check(command);
        PolicyRef tried = command.tried();
        if (tried != null) {
            return policies.version(workspace, tried).chain(policy -> trying(workspace, policy, command));
        }
        AppliedPolicies known = policies.atHand(workspace, command.attributes());
        return known == null
                ? policies.of(workspace, command.attributes()).chain(applied -> screen(workspace, applied, command))
                : screen(workspace, known, command);
    }

    private Uni<ScreenedTexts> screen(WorkspaceId workspace, AppliedPolicies applied, ScreenTexts command) {
        return screen(workspace, applied.enforced(), command, CallScreen::settle, outcome -> {
            ScreenedTexts ended = outcome.guarded(applied.guarded());
            told(workspace, command, ended, applied);
            return ended;
        });
    }

    /** What a policy would do: neither counted nor told to anybody, and what operators would keep is not kept. */
    public Uni<ScreenedTexts> trying(WorkspaceId workspace, CompiledPolicy policy, ScreenTexts command) {
        return screen(workspace, policy, command, call -> Uni.createFrom().voidItem(), outcome -> outcome);
    }

    /** Starts the screening of a stream. */
    public Uni<OpenedScreen> open(Call call) {
        checks.check(call);
        return policies.of(call.workspace(), call.attributes())
                .chain(applied -> CallScreen.ofStreams(applied.enforced(), call, settings.maxCodePoints())
                        .open()
                        .map(screen -> new OpenedScreen(screen, applied)));
    }

    /** A stream's screen, and what it screens with. */
    public record OpenedScreen(CallScreen screen, AppliedPolicies policies) {}

    /** Nearly every call needs nobody else and no other thread: it is done when this returns. */
    private Uni<ScreenedTexts> screen(
            WorkspaceId workspace,
            @Nullable CompiledPolicy policy,
            ScreenTexts command,
            Function<CallScreen, Uni<Void>> settling,
            UnaryOperator<ScreenedTexts> ending) {
        Deadline deadline = Deadline.in(time(policy)).orSooner(command.by());
        CallScreen call = CallScreen.ofTexts(policy, command.call(workspace), settings.maxCodePoints());
        if (call.isOpen() && command.length() < settings.offloadFrom()) {
            CallTexts texts = look(call, command, deadline);
            List<Question> questions = texts.questions();
            return questions.isEmpty()
                    ? Uni.createFrom().item(ending.apply(texts.conclude()))
                    : Questions.put(questions, deadline, settings.maxQuestions())
                            .map(asked -> ending.apply(texts.conclude()));
        }
        return call.open()
                .chain(opened -> looking(opened, command, deadline))
                .call(texts -> Questions.put(texts.questions(), deadline, settings.maxQuestions()))
                .map(CallTexts::conclude)
                .call(() -> settling.apply(call))
                .map(ending);
    }

    private Uni<CallTexts> looking(CallScreen call, ScreenTexts command, Deadline deadline) {
        Uni<CallTexts> looking = Uni.createFrom().item(() -> look(call, command, deadline));
        return command.length() < settings.offloadFrom()
                ? looking
                : looking.runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private CallTexts look(CallScreen call, ScreenTexts command, Deadline deadline) {
        CallTexts texts = new CallTexts(call, seen).look(command, deadline);
        metrics.recalled(texts.recalled(), command.segments().size());
        return texts;
    }

    /** To be called once for each stream that has come to its verdict. */
    public void concluded(Screened screened) {
        metrics.count(screened);
        listeners.tell(screened);
    }

    private void told(WorkspaceId workspace, ScreenTexts command, ScreenedTexts outcome, AppliedPolicies applied) {
        concluded(new Screened(
                workspace,
                command.callId(),
                command.direction(),
                command.attributes(),
                command.segments(),
                outcome.verdict(),
                outcome.findings(),
                outcome.directives(),
                outcome.unscanned(),
                outcome.issued(),
                outcome.policy(),
                applied));
    }

    private Duration time(@Nullable CompiledPolicy policy) {
        return Optional.ofNullable(policy).flatMap(CompiledPolicy::deadline).orElse(settings.deadline());
    }
}
