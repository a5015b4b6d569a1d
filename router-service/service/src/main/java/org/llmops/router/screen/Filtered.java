package org.llmops.router.screen;

import java.io.IOException;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Json;
import org.llmops.router.body.Splice;

/** Answers with what the policy released of them. */
final class Filtered {
    private Filtered() {}

    /** The texts replaced where that changes them, and what would repeat them token by token taken out. */
    static AnswerBody replaced(AnswerBody answer, Map<AnswerText, String> texts) throws IOException {
        Splice edits = answer.edit();
        texts.forEach((text, released) -> {
            if (!released.equals(answer.text(text))) {
                edits.replace(text.span(), Json.quoted(released));
            }
        });
        answer.logprobs().forEach(span -> edits.replace(span, answer.nothingAt(span)));
        return answer.edited(edits);
    }
}
