package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.CHANGED_MEANWHILE;
import static org.llmops.router.RouterProblem.PROVIDER_INVALID;
import static org.llmops.router.RouterProblem.PROVIDER_IN_USE;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.sealing.Seals;
import org.llmops.platform.sealing.SecretPlace;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;
import org.llmops.router.changes.RouteTopic;
import org.llmops.router.v1.ProviderChanged;
import org.llmops.router.v1.RouteEvent;

/** Registers providers, changes them and removes them; never pulls one from under a route. */
@ApplicationScoped
class ProviderRegistering {
    private final Changes changes;
    private final StoredProviders providers;
    private final ProviderUses uses;
    private final Seals seals;
    private final Outbox outbox;
    private final Clock clock;

    ProviderRegistering(
            Changes changes, StoredProviders providers, ProviderUses uses, Seals seals, Outbox outbox, Clock clock) {
        this.changes = changes;
        this.providers = providers;
        this.uses = uses;
        this.seals = seals;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<StoredProvider> register(Caller caller, String name, ProviderDefinition definition, Credential credential) {
        return sealed(caller, name, Optional.of(credential))
                .chain(locked -> changes.make(caller, audit("register", name), session -> {
                    StoredProvider provider =
                            new StoredProvider(caller.subject(), now(), caller.workspace(), name, definition);
                    locked.ifPresent(provider::put);
                    return providers
                            .add(session, provider)
                            .chain(() -> tell(session, caller, name))
                            .replaceWith(provider);
                }));
    }

    /**
     * @param credential empty: it keeps the one it has
     * @param ifRevision empty: whatever it is
     */
    Uni<StoredProvider> change(
            Caller caller,
            String name,
            ProviderDefinition definition,
            Optional<Credential> credential,
            OptionalInt ifRevision) {
        return sealed(caller, name, credential)
                .chain(locked -> changes.make(
                        caller,
                        audit("change", name),
                        session -> providers
                                .get(session, caller.workspace(), name)
                                .invoke(provider -> checkRevision(provider, ifRevision))
                                .invoke(provider -> checkMove(provider, definition, credential))
                                .call(() -> uses.of(session, caller.workspace(), name)
                                        .invoke(used -> checkModels(used, definition)))
                                .invoke(provider -> apply(provider, caller, definition, credential, locked))
                                .call(() -> tell(session, caller, name))));
    }

    Uni<Void> remove(Caller caller, String name) {
        return changes.make(
                caller,
                audit("remove", name),
                session -> providers
                        .get(session, caller.workspace(), name)
                        .call(() -> uses.of(session, caller.workspace(), name).invoke(used -> checkUnused(used)))
                        .chain(provider -> providers.remove(session, provider))
                        .chain(() -> tell(session, caller, name)));
    }

    /** Before the transaction: whoever keeps the key may be slow. */
    private Uni<Optional<StoredCredential>> sealed(Caller caller, String provider, Optional<Credential> credential) {
        return credential
                .filter(Credential::isPresent)
                .map(secret -> seals.seal(
                                new SecretPlace(caller.workspace(), provider, ProviderCredential.DEFAULT),
                                secret.reveal())
                        .map(locked -> Optional.of(StoredCredential.of(
                                ProviderCredential.DEFAULT,
                                locked,
                                1,
                                StoredCredential.fingerprint(secret),
                                now(),
                                caller.subject()))))
                .orElseGet(() -> Uni.createFrom().item(Optional.empty()));
    }

    private void apply(
            StoredProvider provider,
            Caller caller,
            ProviderDefinition definition,
            Optional<Credential> credential,
            Optional<StoredCredential> locked) {
        provider.define(caller.subject(), now(), definition);
        locked.ifPresent(fresh -> provider.put(fresh.after(provider.credential(fresh.id()))));
        if (credential.isPresent() && locked.isEmpty()) {
            provider.drop(ProviderCredential.DEFAULT);
        }
    }

    private static void checkRevision(StoredProvider provider, OptionalInt expected) {
        if (expected.isPresent() && expected.getAsInt() != provider.revision()) {
            throw CHANGED_MEANWHILE.because("The provider is at revision " + provider.revision()
                    + ": read it again, and send its ETag as If-Match");
        }
    }

    /** Otherwise whoever may change the URL could have the credential sent to a server of their own. */
    private static void checkMove(
            StoredProvider provider, ProviderDefinition definition, Optional<Credential> credential) {
        if (origin(provider.baseUrl()).equals(origin(definition.baseUrl()))) {
            return;
        }
        if (provider.credentials().stream().anyMatch(each -> !each.id().equals(ProviderCredential.DEFAULT))) {
            throw PROVIDER_INVALID.at(
                    "base_url", "The provider moves to another server: delete its further credentials first");
        }
        if (provider.hasCredential() && credential.isEmpty()) {
            throw PROVIDER_INVALID.at(
                    "credential", "The provider moves to another server: send its credential again, or \"\" for none");
        }
    }

    private static List<Object> origin(URI url) {
        return List.of(url.getScheme(), Objects.requireNonNullElse(url.getHost(), ""), url.getPort());
    }

    private static void checkModels(List<ProviderUse> used, ProviderDefinition definition) {
        used.stream().filter(use -> !definition.serves(use.model())).findFirst().ifPresent(use -> {
            throw PROVIDER_IN_USE.at(
                    "models",
                    "Route '%s' sends calls to model '%s': publish a version without it first"
                            .formatted(use.route(), use.model()));
        });
    }

    private static void checkUnused(List<ProviderUse> used) {
        if (!used.isEmpty()) {
            throw PROVIDER_IN_USE.because("Routes send calls to it: "
                    + used.stream().map(ProviderUse::route).distinct().collect(Collectors.joining(", "))
                    + ". Publish versions without it first");
        }
    }

    private Uni<Void> tell(Mutiny.Session session, Caller caller, String name) {
        ProviderChanged changed = ProviderChanged.newBuilder()
                .setName(name)
                .setChangedBy(caller.subject())
                .build();
        return outbox.add(
                session,
                RouteTopic.event(
                        caller.workspace(),
                        "providers/" + name,
                        RouteEvent.newBuilder().setProviderChanged(changed).build()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Audit audit(String action, String name) {
        return new Audit("provider." + action, "providers/" + name);
    }
}
