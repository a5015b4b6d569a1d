package org.llmops.prompt.labelling;

import org.llmops.prompt.catalog.PromptName;

/** Asks for a label to be gone. */
record RemoveLabel(PromptName prompt, LabelName label, IfMatch ifMatch) {
    RemoveLabel {
        label.movable();
    }
}
