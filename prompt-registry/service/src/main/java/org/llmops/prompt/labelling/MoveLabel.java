package org.llmops.prompt.labelling;

import org.llmops.prompt.catalog.PromptName;

/** Asks for a label to point at a version. */
record MoveLabel(PromptName prompt, LabelName label, int version, IfMatch ifMatch) {
    MoveLabel {
        label.movable();
    }
}
