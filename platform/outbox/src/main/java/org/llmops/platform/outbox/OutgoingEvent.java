package org.llmops.platform.outbox;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.UUID;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Something that happened, to be told.
 *
 * @param id unique; consumers count an event once by it
 * @param topic where it is told
 * @param workspace where it happened; `*` for what concerns every workspace
 * @param aggregate what it happened to; events of one aggregate stay in order
 * @param payload the topic's message
 */
public record OutgoingEvent(UUID id, String topic, String workspace, String aggregate, Message payload) {
    public static OutgoingEvent of(String topic, WorkspaceId workspace, String aggregate, Message payload) {
        return new OutgoingEvent(Ids.next(), topic, workspace.value(), aggregate, payload);
    }

    /** An event that concerns every workspace. */
    public static OutgoingEvent everywhere(String topic, String aggregate, Message payload) {
        return new OutgoingEvent(Ids.next(), topic, "*", aggregate, payload);
    }

    /** The partition key. */
    public String key() {
        return workspace + "/" + aggregate;
    }

    /** The full name of what happened: of the one message that is set in the topic's envelope. */
    public String type() {
        return payload.getAllFields().keySet().stream()
                .filter(field ->
                        field.getContainingOneof() != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE)
                .map(field -> field.getMessageType().getFullName())
                .findFirst()
                .orElse(payload.getDescriptorForType().getFullName());
    }
}
