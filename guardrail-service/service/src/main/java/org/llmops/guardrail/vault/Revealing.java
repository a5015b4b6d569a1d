package org.llmops.guardrail.vault;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.StoredTime;
import org.llmops.guardrail.replacing.Conversation;
import org.llmops.guardrail.replacing.WorkspaceKey;
import org.llmops.guardrail.replacing.WorkspaceKeys;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Gives values back to whom the policies name, all that were asked for or none, and forgets them on request. */
@ApplicationScoped
class Revealing {
    private final Transactions transactions;
    private final VaultedValues values;
    private final RevealPolicies policies;
    private final Reveals reveals;
    private final WorkspaceKeys keys;
    private final Clock clock;

    Revealing(
            Transactions transactions,
            VaultedValues values,
            RevealPolicies policies,
            Reveals reveals,
            WorkspaceKeys keys,
            Clock clock) {
        this.transactions = transactions;
        this.values = values;
        this.policies = policies;
        this.reveals = reveals;
        this.keys = keys;
        this.clock = StoredTime.of(clock);
    }

    /** Whoever may not have a kind of value learns nothing of which values there are: rights come before the look. */
    Uni<RevealedBody> reveal(Caller caller, List<Pseudonym> pseudonyms, Sink sink, String purpose) {
        return transactions
                .read(caller.workspace(), session -> policies.rights(session, caller.workspace()))
                .chain(rights -> pseudonyms.stream()
                                .allMatch(pseudonym -> rights.permits(caller, pseudonym.entity(), sink))
                        ? keys.all(caller.workspace()).chain(all -> granted(caller, all, pseudonyms, sink, purpose))
                        : refused(caller, pseudonyms, sink, purpose));
    }

    private Uni<RevealedBody> granted(
            Caller caller, List<WorkspaceKey> all, List<Pseudonym> pseudonyms, Sink sink, String purpose) {
        return transactions.mutate(
                caller,
                new Audit("vault.reveal", resource(pseudonyms, sink)),
                session -> look(session, caller.workspace(), all, pseudonyms)
                        .call(() -> reveals.add(session, caller, pseudonyms, sink, purpose, true, clock.instant())));
    }

    private Uni<RevealedBody> look(
            Mutiny.Session session, WorkspaceId workspace, List<WorkspaceKey> all, List<Pseudonym> pseudonyms) {
        return values.sealed(session, workspace, pseudonyms, clock.instant())
                .map(kept -> new RevealedBody(pseudonyms.stream()
                        .map(pseudonym -> new RevealedBody.ValueBody(
                                pseudonym.text(),
                                pseudonym.entity(),
                                ValueSeal.open(all, workspace, pseudonym, found(kept, pseudonym))))
                        .toList()));
    }

    /** A refusal is recorded before it is told. */
    private Uni<RevealedBody> refused(Caller caller, List<Pseudonym> pseudonyms, Sink sink, String purpose) {
        return transactions
                .write(
                        caller.workspace(),
                        session -> reveals.add(session, caller, pseudonyms, sink, purpose, false, clock.instant()))
                .chain(() -> Uni.createFrom()
                        .failure(GuardrailProblem.REVEAL_REFUSED.because(
                                "No reveal policy lets you have all of these kinds of values for the sink '"
                                        + sink.name() + "'; nothing was revealed")));
    }

    Uni<Integer> forgetValue(Caller caller, String entity, String value) {
        return keys.all(caller.workspace())
                .map(all -> all.stream()
                        .map(key -> VaultedValue.value(key, entity, value))
                        .toList())
                .chain(marks -> transactions.mutate(
                        caller,
                        new Audit("vault.forget", "vault/values of " + entity),
                        session -> values.forgetValue(session, caller.workspace(), marks)));
    }

    Uni<Integer> forgetConversation(Caller caller, String conversation) {
        return keys.all(caller.workspace())
                .map(all -> all.stream()
                        .map(key -> VaultedValue.scope(key, Conversation.named(conversation)))
                        .toList())
                .chain(marks -> transactions.mutate(
                        caller,
                        new Audit("vault.forget", "vault/conversations/" + conversation),
                        session -> values.forgetConversation(session, caller.workspace(), marks)));
    }

    Uni<Page<RevealBody>> list(WorkspaceId workspace, PageQuery page) {
        List<String> after = page.after(2);
        Reveals.Position before = after.isEmpty()
                ? null
                : new Reveals.Position(Cursor.read(after.get(0), UUID::fromString), after.get(1));
        return transactions
                .read(workspace, session -> reveals.page(session, workspace, before, page.limitAndOneMore()))
                .map(found -> Page.of(
                        found, page.limit(), reveal -> Cursor.encode(reveal.id().toString(), reveal.pseudonym())));
    }

    private static String found(Map<String, String> sealed, Pseudonym pseudonym) {
        String text = sealed.get(pseudonym.text());
        if (text == null) {
            throw GuardrailProblem.PSEUDONYM_UNKNOWN.because(
                    "The vault holds nothing under " + pseudonym.text() + ": it has expired, or was never there");
        }
        return text;
    }

    private static String resource(List<Pseudonym> pseudonyms, Sink sink) {
        String first = pseudonyms.getFirst().text();
        String more = pseudonyms.size() == 1 ? "" : " and " + (pseudonyms.size() - 1) + " more";
        return "vault/%s%s to %s".formatted(first, more, sink.name());
    }
}
