package org.llmops.guardrail.custom;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.llmops.guardrail.vault.Aside;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Detectors as they were a moment ago, so that not every text asks the database. */
@ApplicationScoped
class KnownDetectors {
    private static final int MOST_REMEMBERED = 10_000;

    private final Transactions transactions;
    private final CustomDetectors detectors;
    private final SealedCredentials sealing;
    private final Aside aside;
    private final Cache<Key, Registered> known;

    KnownDetectors(
            Transactions transactions,
            CustomDetectors detectors,
            SealedCredentials sealing,
            Aside aside,
            CustomSettings settings) {
        this.transactions = transactions;
        this.detectors = detectors;
        this.sealing = sealing;
        this.aside = aside;
        this.known = Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterWrite(settings.freshFor())
                .build();
    }

    /** Fails when there is none of this name. */
    Uni<Registered> of(WorkspaceId workspace, DetectorName name) {
        Registered remembered = known.getIfPresent(new Key(workspace, name));
        return remembered != null ? Uni.createFrom().item(remembered) : aside.run(load(workspace, name));
    }

    private Uni<Registered> load(WorkspaceId workspace, DetectorName name) {
        return transactions
                .read(workspace, session -> detectors.find(session, workspace, name))
                .chain(detector -> detector.credentials()
                        .map(secret -> sealing.open(workspace, name, secret))
                        .orElseGet(() -> Uni.createFrom().item(Credentials.NONE))
                        .map(credentials -> new Registered(workspace, name, detector.terms(), credentials)))
                .invoke(registered -> known.put(new Key(workspace, name), registered));
    }

    /** A change made in this instance holds at once. */
    void forget(WorkspaceId workspace, DetectorName name) {
        known.invalidate(new Key(workspace, name));
    }

    private record Key(WorkspaceId workspace, DetectorName name) {}
}
