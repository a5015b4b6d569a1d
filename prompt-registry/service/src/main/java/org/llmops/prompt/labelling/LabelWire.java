package org.llmops.prompt.labelling;

import java.util.Objects;
import org.llmops.prompt.v1.PromptEvent;
import org.llmops.prompt.v1.PromptLabelMoved;
import org.llmops.prompt.v1.PromptLabelRemoved;

/** Says moves of labels in protobuf. */
final class LabelWire {
    private LabelWire() {}

    static PromptEvent event(LabelMove move) {
        return move.isRemoval()
                ? PromptEvent.newBuilder().setLabelRemoved(removed(move)).build()
                : PromptEvent.newBuilder().setLabelMoved(moved(move)).build();
    }

    private static PromptLabelMoved moved(LabelMove move) {
        return PromptLabelMoved.newBuilder()
                .setName(move.prompt().value())
                .setLabel(move.label())
                .setFromVersion(Objects.requireNonNullElse(move.fromVersion(), 0))
                .setToVersion(Objects.requireNonNullElse(move.toVersion(), 0))
                .setMovedBy(move.movedBy())
                .build();
    }

    private static PromptLabelRemoved removed(LabelMove move) {
        return PromptLabelRemoved.newBuilder()
                .setName(move.prompt().value())
                .setLabel(move.label())
                .setRemovedBy(move.movedBy())
                .build();
    }
}
