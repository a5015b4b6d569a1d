package org.llmops.guardrail.custom;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.guardrail.GuardrailProblem;
import org.llmops.guardrail.policies.StoredTime;
import org.llmops.platform.hosts.AllowedHosts;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.sealing.SealedSecret;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Registers, changes and removes custom detectors. Credentials are sealed before a transaction begins. */
@ApplicationScoped
class CustomDetectorKeeping {
    private static final int MOST = 100;

    private final Transactions transactions;
    private final CustomDetectors detectors;
    private final DetectorUses uses;
    private final SealedCredentials sealing;
    private final KnownDetectors known;
    private final PublicHosts hosts;
    private final AllowedHosts allowed;
    private final Clock clock;

    CustomDetectorKeeping(
            Transactions transactions,
            CustomDetectors detectors,
            DetectorUses uses,
            SealedCredentials sealing,
            KnownDetectors known,
            PublicHosts hosts,
            CustomSettings settings,
            Clock clock) {
        this.transactions = transactions;
        this.detectors = detectors;
        this.uses = uses;
        this.sealing = sealing;
        this.known = known;
        this.hosts = hosts;
        this.allowed = AllowedHosts.of(settings.allowedHosts());
        this.clock = StoredTime.of(clock);
    }

    Uni<CustomDetector> put(Caller caller, DetectorName name, CustomDetectorRequest request) {
        Terms terms = request.terms(allowed);
        Credentials credentials = request.credentials();
        return leadsOutside(terms)
                .chain(() -> sealed(caller.workspace(), name, credentials))
                .chain(fresh -> transactions.mutate(
                        caller, audit("put", name), session -> put(session, caller, name, terms, fresh)))
                .invoke(changed -> known.forget(caller.workspace(), name));
    }

    private Uni<Void> leadsOutside(Terms terms) {
        return terms instanceof Terms.Service service
                ? hosts.require(service.url())
                : Uni.createFrom().voidItem();
    }

    private Uni<Optional<SealedSecret>> sealed(WorkspaceId workspace, DetectorName name, Credentials credentials) {
        return credentials.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : sealing.seal(workspace, name, credentials).map(Optional::of);
    }

    private Uni<CustomDetector> put(
            Mutiny.Session session, Caller caller, DetectorName name, Terms terms, Optional<SealedSecret> fresh) {
        return detectors
                .countOthers(session, caller.workspace(), name)
                .invoke(CustomDetectorKeeping::requireRoom)
                .chain(room -> detectors.look(session, caller.workspace(), name))
                .map(former -> new CustomDetector(
                        caller.workspace(),
                        name,
                        terms,
                        fresh.or(() -> former.flatMap(before -> kept(before, terms)))
                                .orElse(null),
                        caller.subject(),
                        clock.instant()))
                .chain(detector -> detectors.put(session, detector));
    }

    /** Who changes where texts go does not get the credentials sent there too. */
    private static Optional<SealedSecret> kept(CustomDetector former, Terms terms) {
        boolean moved = !(former.terms() instanceof Terms.Service before
                && terms instanceof Terms.Service after
                && before.kind() == after.kind()
                && before.origin().equals(after.origin()));
        if (moved && former.credentials().isPresent() && terms instanceof Terms.Service) {
            throw GuardrailProblem.CUSTOM_DETECTOR_INVALID.at(
                    "url", "It leads to another host: enter the credentials again, or delete the detector first");
        }
        return moved ? Optional.empty() : former.credentials();
    }

    Uni<Void> remove(Caller caller, DetectorName name) {
        return transactions
                .mutate(
                        caller,
                        audit("delete", name),
                        session -> detectors
                                .lock(session, caller.workspace(), name)
                                .call(() -> uses.refuse(session, caller.workspace(), name))
                                .chain(detector -> detectors.remove(session, detector)))
                .invoke(() -> known.forget(caller.workspace(), name));
    }

    Uni<CustomDetector> get(WorkspaceId workspace, DetectorName name) {
        return transactions.read(workspace, session -> detectors.find(session, workspace, name));
    }

    Uni<Page<CustomDetector>> list(WorkspaceId workspace, PageQuery page) {
        return transactions.read(workspace, session -> detectors.page(session, workspace, page));
    }

    private static void requireRoom(long others) {
        if (others >= MOST) {
            throw GuardrailProblem.CUSTOM_DETECTOR_INVALID.at(
                    "name", "A workspace has at most " + MOST + " custom detectors. Remove one first");
        }
    }

    private static Audit audit(String done, DetectorName name) {
        return new Audit("custom_detector." + done, "detectors/custom/" + name);
    }
}
