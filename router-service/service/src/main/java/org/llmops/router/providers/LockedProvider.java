package org.llmops.router.providers;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.platform.sealing.KeysAway;
import org.llmops.platform.sealing.SealBroken;
import org.llmops.platform.sealing.Seals;

/** A provider as it was read, before its credentials are opened: that may take a while, and needs no transaction. */
public final class LockedProvider {
    private static final Logger log = Logger.getLogger(LockedProvider.class);

    private final StoredProvider stored;
    private final Seals seals;

    LockedProvider(StoredProvider stored, Seals seals) {
        this.stored = stored;
        this.seals = seals;
    }

    /** Never fails: a credential that does not open must not take the others with it, and the log says why. */
    public Uni<Provider> unlock() {
        List<Uni<ProviderCredential>> opening = new ArrayList<>();
        byte[] former = stored.former();
        if (former != null) {
            opening.add(opened(
                    seals.openFormer(stored.workspaceId(), stored.name(), former),
                    ProviderCredential.DEFAULT,
                    1,
                    false,
                    0));
        }
        for (StoredCredential credential : stored.credentials()) {
            opening.add(opened(
                    seals.open(stored.place(credential.id()), credential.secret()),
                    credential.id(),
                    credential.weight(),
                    credential.isRetired(),
                    credential.epoch()));
        }
        return opening.isEmpty()
                ? Uni.createFrom().item(() -> stored.with(List.of()))
                : Uni.join().all(opening).andFailFast().map(stored::with);
    }

    private Uni<ProviderCredential> opened(Uni<String> secret, String id, int weight, boolean retired, int epoch) {
        return secret.map(text -> new ProviderCredential(
                        id,
                        Credential.of(text),
                        weight,
                        retired ? ProviderCredential.State.RETIRED : ProviderCredential.State.ACTIVE,
                        epoch))
                .onFailure(SealBroken.class)
                .invoke(failure -> log.errorf(
                        "Workspace %s: credential %s of provider %s cannot be used: %s",
                        stored.workspace(), id, stored.name(), failure.getMessage()))
                .onFailure(SealBroken.class)
                .recoverWithItem(() -> closed(id, weight, ProviderCredential.State.LOCKED, epoch))
                .onFailure(KeysAway.class)
                .recoverWithItem(() -> closed(id, weight, ProviderCredential.State.AWAY, epoch));
    }

    private static ProviderCredential closed(String id, int weight, ProviderCredential.State state, int epoch) {
        return new ProviderCredential(id, Credential.none(), weight, state, epoch);
    }
}
