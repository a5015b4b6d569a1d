package org.llmops.eval.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.core.EntityTag;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.eval.feedback.FeedbackView;
import org.llmops.eval.scoring.ScoreView;

/** The version of a call as it is shown. The call itself never changes: what was said of it does. */
final class CallTag {
    private CallTag() {}

    /** Weak: it does not know in which version of the software the call was written. */
    static EntityTag of(CallDetail call) {
        String opinions = Stream.concat(
                        call.feedback().stream().map(FeedbackView::id),
                        call.scores().stream().map(ScoreView::id))
                .map(UUID::toString)
                .collect(Collectors.joining(" "));
        return new EntityTag(UUID.nameUUIDFromBytes(opinions.getBytes(UTF_8)).toString(), true);
    }
}
