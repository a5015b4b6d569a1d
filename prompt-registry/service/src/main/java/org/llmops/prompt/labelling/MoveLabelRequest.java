package org.llmops.prompt.labelling;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** Where the label is to point. */
record MoveLabelRequest(@NotNull @Min(1) Integer version) {}
