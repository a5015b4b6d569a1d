package org.llmops.router.keys;

import static org.llmops.router.RouterProblem.KEY_EXPIRY_PAST;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;

/** Issues keys and takes them back. */
@ApplicationScoped
class KeyIssuing {
    private final Changes changes;
    private final Keys keys;
    private final Outbox outbox;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    KeyIssuing(Changes changes, Keys keys, Outbox outbox, Clock clock) {
        this.changes = changes;
        this.keys = keys;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The only answer that ever holds the secret. */
    Uni<Issued> issue(IssueKey command) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (command.expiresAt() != null && !command.expiresAt().isAfter(now)) {
            throw KEY_EXPIRY_PAST.at("expires_at", "Give a time in the future, or leave it out");
        }
        NewKey secret = NewKey.generate(random);
        IssuedKey key = new IssuedKey(secret, command, now);
        Audit audit = new Audit("key.issue", "keys/" + key.publicId());
        return changes.make(
                        command.caller(),
                        audit,
                        session -> keys.add(session, key)
                                .chain(() -> outbox.add(
                                        session, KeyWire.issued(command.caller().workspace(), key))))
                .replaceWith(new Issued(key, secret));
    }

    Uni<Void> revoke(Caller caller, String publicId) {
        return changes.make(
                caller,
                new Audit("key.revoke", "keys/" + publicId),
                session -> keys.get(session, caller.workspace(), publicId).chain(key -> revoke(session, caller, key)));
    }

    private Uni<Void> revoke(Mutiny.Session session, Caller caller, IssuedKey key) {
        return key.revoke(caller.subject(), clock.instant())
                ? outbox.add(session, KeyWire.revoked(caller, key))
                : Uni.createFrom().voidItem();
    }

    /** A key and, for this once, its secret. */
    record Issued(IssuedKey key, NewKey secret) {}
}
