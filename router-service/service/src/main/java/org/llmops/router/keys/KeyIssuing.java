package org.llmops.router.keys;

import static org.llmops.router.RouterProblem.KEY_EXPIRY_PAST;
import static org.llmops.router.RouterProblem.KEY_INACTIVE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;

/** Issues keys, changes and rotates them, and takes them back. */
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

    /** The only answer, beside that of a rotation, that ever holds the secret. */
    Uni<Issued> issue(Caller caller, String app, KeyTerms terms) {
        checkExpiry(terms);
        NewKey secret = NewKey.generate(random);
        IssuedKey key = new IssuedKey(secret, caller, app, terms, now());
        return changes.make(
                        caller,
                        audit("issue", key.publicId()),
                        session -> keys.add(session, key).chain(() -> outbox.add(session, KeyWire.issued(caller, key))))
                .replaceWith(new Issued(key, secret));
    }

    /** Its secret stays the same. */
    Uni<IssuedKey> change(Caller caller, String publicId, KeyTerms terms) {
        checkExpiry(terms);
        return changes.make(
                caller,
                audit("change", publicId),
                session -> keys.get(session, caller.workspace(), publicId)
                        .invoke(KeyIssuing::checkNotRevoked)
                        .invoke(key -> key.agree(terms))
                        .call(key -> outbox.add(session, KeyWire.changed(caller, key, false))));
    }

    /** Both secrets work until the overlap ends; without an overlap, only the new one does. */
    Uni<Issued> rotate(Caller caller, String publicId, Duration overlap) {
        NewKey secret = NewKey.generate(random).under(publicId);
        return changes.make(
                caller,
                audit("rotate", publicId),
                session -> keys.get(session, caller.workspace(), publicId)
                        .invoke(this::checkActive)
                        .invoke(key -> key.rotate(secret, caller.subject(), overlap, now()))
                        .call(key -> outbox.add(session, KeyWire.changed(caller, key, true)))
                        .map(key -> new Issued(key, secret)));
    }

    Uni<Void> revoke(Caller caller, String publicId) {
        return changes.make(
                caller,
                audit("revoke", publicId),
                session -> keys.get(session, caller.workspace(), publicId).chain(key -> revoke(session, caller, key)));
    }

    private Uni<Void> revoke(Mutiny.Session session, Caller caller, IssuedKey key) {
        return key.revoke(caller.subject(), now())
                ? outbox.add(session, KeyWire.revoked(caller, key))
                : Uni.createFrom().voidItem();
    }

    private void checkExpiry(KeyTerms terms) {
        if (terms.expiresAt() != null && !terms.expiresAt().isAfter(now())) {
            throw KEY_EXPIRY_PAST.at("expires_at", "Give a time in the future, or leave it out");
        }
    }

    private void checkActive(IssuedKey key) {
        if (!key.isActive(now())) {
            throw KEY_INACTIVE.because("The key was revoked or has expired: issue another");
        }
    }

    private static void checkNotRevoked(IssuedKey key) {
        if (key.revokedAt() != null) {
            throw KEY_INACTIVE.because("The key was revoked, for good: issue another");
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Audit audit(String action, String publicId) {
        return new Audit("key." + action, "keys/" + publicId);
    }

    /** A key and, for this once, its secret. */
    record Issued(IssuedKey key, NewKey secret) {}
}
