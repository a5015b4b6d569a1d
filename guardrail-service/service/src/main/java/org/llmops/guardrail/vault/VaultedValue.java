package org.llmops.guardrail.vault;

import java.util.HexFormat;
import org.llmops.guardrail.replacing.Conversation;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.platform.identity.WorkspaceId;

/**
 * A value as it is kept; nothing of it can be read without the workspace's key.
 *
 * @param fingerprint of conversation, entity and value
 * @param scope fingerprint of the conversation
 * @param value fingerprint of entity and value, in whatever conversation
 */
record VaultedValue(String fingerprint, Pseudonym pseudonym, String scope, String value, String sealed) {
    static VaultedValue of(
            WorkspaceKey key, WorkspaceId workspace, Conversation conversation, Pseudonym pseudonym, String original) {
        return new VaultedValue(
                hex(key.fingerprint("vault-row", conversation.name(), pseudonym.entity(), original)),
                pseudonym,
                scope(key, conversation),
                value(key, pseudonym.entity(), original),
                ValueSeal.seal(key, workspace, pseudonym, original));
    }

    static String scope(WorkspaceKey key, Conversation conversation) {
        return hex(key.fingerprint("vault-scope", conversation.name()));
    }

    static String value(WorkspaceKey key, String entity, String original) {
        return hex(key.fingerprint("vault-value", entity, original));
    }

    private static String hex(byte[] fingerprint) {
        return HexFormat.of().formatHex(fingerprint);
    }
}
