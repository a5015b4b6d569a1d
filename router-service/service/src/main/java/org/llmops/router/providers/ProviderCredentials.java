package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.CREDENTIAL_EXISTS;
import static org.llmops.router.RouterProblem.CREDENTIAL_UNKNOWN;
import static org.llmops.router.RouterProblem.PROVIDER_INVALID;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.sealing.Seals;
import org.llmops.platform.sealing.SecretPlace;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;
import org.llmops.router.changes.RouteTopic;
import org.llmops.router.providers.StoredCredential.Retirement;
import org.llmops.router.v1.CredentialRetired;
import org.llmops.router.v1.ProviderChanged;
import org.llmops.router.v1.RouteEvent;

/** Gives providers further credentials, takes them away, and takes those out of use that a provider does not take any more. */
@ApplicationScoped
public class ProviderCredentials {
    private static final Logger log = Logger.getLogger(ProviderCredentials.class);
    private static final int MOST = 32;
    private static final String SYSTEM = "router-service";

    private final Changes changes;
    private final StoredProviders providers;
    private final Seals seals;
    private final Outbox outbox;
    private final Clock clock;

    ProviderCredentials(Changes changes, StoredProviders providers, Seals seals, Outbox outbox, Clock clock) {
        this.changes = changes;
        this.providers = providers;
        this.seals = seals;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<StoredCredential> add(Caller caller, String provider, String id, Credential secret, int weight) {
        return seals.seal(new SecretPlace(caller.workspace(), provider, id), secret.reveal())
                .map(locked -> StoredCredential.of(
                        id, locked, weight, StoredCredential.fingerprint(secret), now(), caller.subject()))
                .chain(credential -> change(caller, provider, id, "add", stored -> {
                            if (stored.hasCredential(id)) {
                                throw CREDENTIAL_EXISTS.at(
                                        "id",
                                        "A credential is called '" + id
                                                + "' already: add the new one under another name, then delete the old");
                            }
                            if (stored.credentials().size() >= MOST) {
                                throw PROVIDER_INVALID.because("A provider has " + MOST + " credentials at most");
                            }
                            stored.put(credential, caller.subject(), now());
                            return changed(caller.subject(), provider);
                        })
                        .replaceWith(credential));
    }

    Uni<Void> remove(Caller caller, String provider, String id) {
        return change(caller, provider, id, "remove", stored -> {
            if (!stored.drop(id, caller.subject(), now())) {
                throw unknown(id);
            }
            return changed(caller.subject(), provider);
        });
    }

    /** Takes a retired credential into use again. */
    Uni<StoredCredential> enable(Caller caller, String provider, String id) {
        return changes.make(
                caller,
                audit("enable", provider, id),
                session -> providers.get(session, caller.workspace(), provider).chain(stored -> {
                    StoredCredential enabled =
                            stored.credential(id).orElseThrow(() -> unknown(id)).enabled();
                    stored.put(enabled, caller.subject(), now());
                    return tell(session, caller.workspace(), provider, changed(caller.subject(), provider))
                            .replaceWith(enabled);
                }));
    }

    /**
     * Takes a credential out of use everywhere, because the provider does not take it any more.
     *
     * @param epoch of the credential that was refused: it may have been replaced meanwhile
     * @param httpStatus what the provider said
     */
    public Uni<Void> retire(WorkspaceId workspace, String provider, String id, int epoch, int httpStatus) {
        Caller system = new Caller(workspace, SYSTEM, Caller.Kind.SERVICE, null, Set.of());
        return change(system, provider, id, "retire", stored -> {
                    StoredCredential credential = stored.credential(id)
                            .filter(known -> known.epoch() == epoch && !known.isRetired())
                            .orElseThrow(AlreadyDone::new);
                    stored.put(credential.retired(new Retirement(now().toString(), SYSTEM, httpStatus)), SYSTEM, now());
                    return RouteEvent.newBuilder()
                            .setCredentialRetired(CredentialRetired.newBuilder()
                                    .setProvider(provider)
                                    .setCredentialId(id)
                                    .setHttpStatus(httpStatus))
                            .build();
                })
                .onFailure(AlreadyDone.class)
                .recoverWithNull()
                .onFailure()
                .invoke(failure -> log.warnf(
                        "Credential %s of provider %s in workspace %s is out of use here, but not yet elsewhere: %s",
                        id, provider, workspace, failure.getMessage()));
    }

    private Uni<Void> change(
            Caller caller, String provider, String id, String action, Function<StoredProvider, RouteEvent> work) {
        return changes.make(
                caller,
                audit(action, provider, id),
                session -> providers
                        .get(session, caller.workspace(), provider)
                        .map(work)
                        .chain(event -> tell(session, caller.workspace(), provider, event)));
    }

    private Uni<Void> tell(Mutiny.Session session, WorkspaceId workspace, String provider, RouteEvent event) {
        return outbox.add(session, RouteTopic.event(workspace, "providers/" + provider, event));
    }

    private static RouteEvent changed(String by, String provider) {
        return RouteEvent.newBuilder()
                .setProviderChanged(
                        ProviderChanged.newBuilder().setName(provider).setChangedBy(by))
                .build();
    }

    private static Audit audit(String action, String provider, String id) {
        return new Audit("provider.credential." + action, "providers/" + provider + "/credentials/" + id);
    }

    private static RuntimeException unknown(String id) {
        return CREDENTIAL_UNKNOWN.because("The provider has no credential called '" + id + "'");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Somebody else was faster: the transaction ends without a trace. */
    private static final class AlreadyDone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        AlreadyDone() {
            super("It is out of use already", null, false, false);
        }
    }
}
