package org.llmops.guardrail.vault;

import java.util.List;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceSeal;
import org.llmops.platform.identity.WorkspaceId;

/** Encrypts values under their workspace's key: one opens in no other workspace and under no other pseudonym. */
final class ValueSeal {
    private static final String PURPOSE = "vault-values";

    private ValueSeal() {}

    static String seal(WorkspaceKey key, WorkspaceId workspace, Pseudonym pseudonym, String value) {
        return new WorkspaceSeal(workspace, key, PURPOSE).seal(pseudonym.text(), value);
    }

    static String open(List<WorkspaceKey> keys, WorkspaceId workspace, Pseudonym pseudonym, String sealed) {
        return WorkspaceSeal.open(workspace, keys, PURPOSE, pseudonym.text(), sealed)
                .orElseThrow(() ->
                        new IllegalStateException("A vaulted value does not open: its row or its key was changed"));
    }
}
