package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scene;
import org.llmops.platform.identity.WorkspaceHeader;
import org.llmops.platform.peers.ServiceToken;

/**
 * Has a model judge a text by a rubric, through the router's public inference API: the call is the workspace's, metered
 * and bounded like any other, and asked for with this service's own token.
 */
@Singleton
class JudgeAsking {
    private static final String INFERENCE = "/v1/chat/completions";

    private final Posting posting;
    private final Supplier<Uni<String>> authorization;
    private final JudgeSettings settings;
    private final Allowance allowance;

    @Inject
    JudgeAsking(Posting posting, ServiceToken token, JudgeSettings settings, Clock clock) {
        this(posting, token::authorization, settings, clock);
    }

    JudgeAsking(Posting posting, Supplier<Uni<String>> authorization, JudgeSettings settings, Clock clock) {
        this.posting = posting;
        this.authorization = authorization;
        this.settings = settings;
        this.allowance = new Allowance(clock::millis);
    }

    Uni<List<Match>> ask(Registered detector, Terms.Judge judge, Scene scene, String text, long timeoutMs) {
        boolean affordable = allowance.take(detector.workspace(), settings.callsPerMinute())
                && allowance.take(List.of(detector.workspace(), detector.name()), judge.callsPerMinute());
        if (!affordable) {
            return Uni.createFrom()
                    .failure(new Unanswered(
                            "Judge '" + detector.name() + "' was asked as often as it may be this minute"));
        }
        String question = Rubric.question(judge, scene, text);
        return authorization
                .get()
                .map(header -> post(detector, header, question, timeoutMs))
                .chain(post -> posting.post(post, remote -> true))
                .map(answer -> Judgement.read(answer.getBytes())
                        .orElseThrow(() -> new Unanswered(
                                "Judge '" + detector.name() + "' did not answer with a score and a reason")))
                .map(judgement -> match(new Told(detector, text), judge, judgement, text));
    }

    private HttpPost post(Registered detector, String header, String question, long timeoutMs) {
        return new HttpPost(
                URI.create(settings.url() + INFERENCE),
                Map.of(
                        "Authorization",
                        header,
                        WorkspaceHeader.NAME,
                        detector.workspace().value()),
                question,
                timeoutMs);
    }

    /** A judge says how much the whole text is of what it looks for. */
    private static List<Match> match(Told told, Terms.Judge judge, Judgement judgement, String text) {
        told.match(
                judge.entity(), null, 0, text.codePointCount(0, text.length()), judgement.score(), judgement.reason());
        return told.matches();
    }
}
