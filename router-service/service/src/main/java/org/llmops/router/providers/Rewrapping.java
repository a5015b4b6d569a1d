package org.llmops.router.providers;

import static org.llmops.router.RouterProblem.CREDENTIAL_KEYS_AWAY;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.sealing.KeysAway;
import org.llmops.platform.sealing.SealBroken;
import org.llmops.platform.sealing.Seals;
import org.llmops.platform.sealing.SecretPlace;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;
import org.llmops.router.changes.Changes;

/** Brings credentials that an older key protects under the current one, so that the older can be thrown away. */
@ApplicationScoped
class Rewrapping {
    private static final Logger log = Logger.getLogger(Rewrapping.class);
    private static final String SYSTEM = "router-service";

    private final Transactions transactions;
    private final Changes changes;
    private final StoredProviders providers;
    private final Seals seals;
    private final Clock clock;

    Rewrapping(Transactions transactions, Changes changes, StoredProviders providers, Seals seals, Clock clock) {
        this.transactions = transactions;
        this.changes = changes;
        this.providers = providers;
        this.seals = seals;
        this.clock = clock;
    }

    /**
     * What became of a workspace's credentials.
     *
     * @param keyId the current key
     * @param rewrapped credentials that are under it now, and were not before
     * @param unopened credentials that could not be opened, and stay as they are
     */
    record Report(String keyId, int rewrapped, int unopened) {}

    /** A credential that waits to be sealed anew; its place was read before, and is looked at again when it is changed. */
    private record Old(String provider, StoredCredential credential, boolean former) {}

    @Scheduled(
            every = "{llmops.providers.rewrap-every}",
            delayed = "30S",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> everywhere() {
        return transactions
                .acrossWorkspaces(providers::workspaces)
                .chain(workspaces -> inTurn(workspaces))
                .onFailure()
                .invoke(failure -> log.warnf("Credentials stay under their keys for now: %s", failure.getMessage()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> inTurn(List<String> workspaces) {
        Uni<Void> done = Uni.createFrom().voidItem();
        for (String workspace : workspaces) {
            done = done.chain(() -> in(system(new WorkspaceId(workspace))).replaceWithVoid());
        }
        return done;
    }

    /** All credentials of the caller's workspace. */
    Uni<Report> in(Caller caller) {
        return seals.currentKeyId()
                .chain(current -> old(caller.workspace(), current)
                        .chain(old -> old.isEmpty()
                                ? Uni.createFrom().item(new Report(current, 0, 0))
                                : sealAnew(caller, old)
                                        .chain(fresh -> keep(caller, fresh)
                                                .map(kept -> new Report(current, kept, old.size() - fresh.size())))))
                .onFailure(KeysAway.class)
                .transform(away -> CREDENTIAL_KEYS_AWAY.because("The keeper of the keys does not answer"));
    }

    private Uni<List<Old>> old(WorkspaceId workspace, String current) {
        return transactions
                .read(workspace, session -> providers.all(session, workspace))
                .chain(all -> {
                    List<Uni<Old>> found = new ArrayList<>();
                    for (StoredProvider provider : all) {
                        byte[] former = provider.former();
                        if (former != null) {
                            found.add(former(provider, former));
                        }
                        provider.credentials().stream()
                                .filter(credential ->
                                        !credential.secret().keyId().equals(current))
                                .forEach(credential ->
                                        found.add(Uni.createFrom().item(new Old(provider.name(), credential, false))));
                    }
                    return together(found);
                });
    }

    private Uni<Old> former(StoredProvider provider, byte[] former) {
        return seals.openFormer(provider.workspaceId(), provider.name(), former)
                .chain(secret -> seals.seal(provider.place(ProviderCredential.DEFAULT), secret)
                        .map(locked -> new Old(
                                provider.name(),
                                StoredCredential.of(
                                        ProviderCredential.DEFAULT,
                                        locked,
                                        1,
                                        StoredCredential.fingerprint(Credential.of(secret)),
                                        now(),
                                        SYSTEM),
                                true)))
                .onFailure(SealBroken.class)
                .recoverWithNull();
    }

    /** Those that do not open are left out. */
    private Uni<List<Old>> sealAnew(Caller caller, List<Old> old) {
        return together(old.stream()
                .map(each -> each.former()
                        ? Uni.createFrom().item(each)
                        : seals.sealAnew(
                                        new SecretPlace(
                                                caller.workspace(),
                                                each.provider(),
                                                each.credential().id()),
                                        each.credential().secret())
                                .map(locked -> new Old(
                                        each.provider(), each.credential().sealed(locked), false))
                                .onFailure(SealBroken.class)
                                .recoverWithNull())
                .toList());
    }

    private static Uni<List<Old>> together(List<Uni<Old>> all) {
        return all.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join()
                        .all(all)
                        .andFailFast()
                        .map(found ->
                                found.stream().filter(each -> each != null).toList());
    }

    private Uni<Integer> keep(Caller caller, List<Old> fresh) {
        return changes.make(
                caller,
                new Audit("provider.credential.rewrap", "providers"),
                session -> providers.all(session, caller.workspace()).map(all -> keep(all, fresh)));
    }

    private static int keep(List<StoredProvider> all, List<Old> fresh) {
        int kept = 0;
        for (Old each : fresh) {
            kept += (int) all.stream()
                    .filter(provider -> provider.name().equals(each.provider()))
                    .filter(provider -> isUnchanged(provider, each))
                    .peek(provider -> provider.put(each.credential()))
                    .count();
        }
        return kept;
    }

    /** Somebody may have changed it meanwhile: then it is under the current key already. */
    private static boolean isUnchanged(StoredProvider provider, Old old) {
        return old.former()
                ? provider.former() != null
                : provider.credential(old.credential().id())
                        .filter(now -> now.epoch() == old.credential().epoch()
                                && now.fingerprint().equals(old.credential().fingerprint())
                                && now.isRetired() == old.credential().isRetired())
                        .isPresent();
    }

    private static Caller system(WorkspaceId workspace) {
        return new Caller(workspace, SYSTEM, Caller.Kind.SERVICE, null, Set.of());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
