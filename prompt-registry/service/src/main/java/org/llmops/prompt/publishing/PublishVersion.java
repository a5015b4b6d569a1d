package org.llmops.prompt.publishing;

import java.util.List;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.catalog.Draft;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.labelling.LabelName;
import org.llmops.prompt.labelling.PromptLabelling;

/**
 * Asks for a draft to become the next version.
 *
 * @param labels to be put on it in the same transaction
 */
record PublishVersion(PromptName prompt, Draft draft, List<LabelName> labels) {
    PublishVersion {
        labels = labels.stream().map(LabelName::movable).distinct().toList();
        if (labels.size() > PromptLabelling.MAX_LABELS) {
            throw PromptProblem.LIMIT_EXCEEDED.at(
                    "labels", "A prompt has at most %d labels".formatted(PromptLabelling.MAX_LABELS));
        }
    }
}
