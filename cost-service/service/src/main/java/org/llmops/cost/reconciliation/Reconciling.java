package org.llmops.cost.reconciliation;

import static org.llmops.cost.CostProblem.INVOICE_SETTLED;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.ledger.CallRange;
import org.llmops.cost.ledger.CallState;
import org.llmops.cost.ledger.CallStates;
import org.llmops.cost.ledger.Corrections;
import org.llmops.cost.ledger.LedgerEntry;
import org.llmops.cost.ledger.Reason;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Compares invoices with the ledger, and makes the ledger agree on request. */
@ApplicationScoped
class Reconciling {
    /** Of a line with more calls, the difference is entered as one adjustment. */
    private static final int MOST_CALLS_OF_A_LINE = 1_000;

    /** Lines behind so many corrections get an adjustment each, so that a transaction stays of a size. */
    private static final int MOST_CORRECTIONS = 10_000;

    private final Transactions transactions;
    private final Invoices invoices;
    private final InvoiceLines lines;
    private final InvoiceProjects projects;
    private final ObservedCalls observed;
    private final CallStates states;
    private final Corrections corrections;
    private final CallPricing pricing;
    private final CurrentPrices prices;
    private final Clock clock;

    Reconciling(
            Transactions transactions,
            Invoices invoices,
            InvoiceLines lines,
            InvoiceProjects projects,
            ObservedCalls observed,
            CallStates states,
            Corrections corrections,
            CallPricing pricing,
            CurrentPrices prices,
            Clock clock) {
        this.transactions = transactions;
        this.invoices = invoices;
        this.lines = lines;
        this.projects = projects;
        this.observed = observed;
        this.states = states;
        this.corrections = corrections;
        this.pricing = pricing;
        this.prices = prices;
        this.clock = clock;
    }

    Uni<ReconciliationView> reconcile(WorkspaceId workspace, UUID id) {
        return transactions.read(
                workspace,
                session -> invoices.get(session, workspace, id)
                        .chain(invoice ->
                                compare(session, invoice).map(found -> ReconciliationView.of(invoice, found))));
    }

    /** Once the ledger agrees, there is nothing more to be appended: asking again changes nothing. */
    Uni<TrueUpView> trueUp(Caller caller, UUID id) {
        WorkspaceId workspace = caller.workspace();
        return transactions.mutate(
                caller,
                new Audit("invoice.true-up", "invoices/" + id),
                session -> corrections
                        .lock(session, List.of(workspace))
                        .chain(() -> invoices.get(session, workspace, id))
                        .call(invoice -> requireNotSettled(session, invoice))
                        .chain(invoice -> compare(session, invoice)
                                .chain(found -> settle(session, invoice, found))
                                .call(() -> invoices.truedUp(session, invoice, caller.subject(), clock.instant()))));
    }

    private Uni<Reconciliation> compare(Mutiny.Session session, Invoice invoice) {
        return lines.of(session, invoice)
                .chain(ours -> usageBeside(session, invoice)
                        .chain(usage -> observed.of(session, invoice)
                                .chain(sums -> projects.of(session, invoice.workspace(), invoice.provider())
                                        .map(apps -> Matching.of(ours, usage, sums, apps, values(invoice))))));
    }

    private Uni<List<InvoiceLine>> usageBeside(Mutiny.Session session, Invoice invoice) {
        return invoice.amount() == null ? Uni.createFrom().item(List.of()) : lines.usageBeside(session, invoice);
    }

    private BookValues values(Invoice invoice) {
        return new BookValues(pricing, invoice.workspace(), invoice.provider());
    }

    /** An invoice is the truth of the money; usage that was told beside it explains it and adds none. */
    private Uni<Void> requireNotSettled(Mutiny.Session session, Invoice invoice) {
        if (invoice.amount() != null) {
            return Uni.createFrom().voidItem();
        }
        return invoices.settling(session, invoice)
                .invoke(found -> found.ifPresent(other -> {
                    throw INVOICE_SETTLED.because("The ledger agrees with the invoice " + other.id()
                            + " on some of these days: a usage export has nothing to add");
                }))
                .replaceWithVoid();
    }

    private Uni<TrueUpView> settle(Mutiny.Session session, Invoice invoice, Reconciliation found) {
        Instant now = clock.instant();
        int bookVersion = prices.book().version();
        List<CallState> before = new ArrayList<>();
        List<LedgerEntry> entries = new ArrayList<>();
        return Multi.createFrom()
                .iterable(found.matches())
                .filter(match -> !match.gap().parts().isEmpty())
                .onItem()
                .transformToUniAndConcatenate(match -> calls(session, invoice, match, before.size())
                        .invoke(calls -> {
                            before.addAll(calls);
                            entries.addAll(new Settlement(invoice, match, bookVersion, now).entries(calls));
                        }))
                .collect()
                .asList()
                .chain(() -> corrections.append(session, before, entries))
                .map(appended -> TrueUpView.of(invoice, appended));
    }

    /** Empty when the difference is for no call, or the calls are too many. */
    private Uni<List<CallState>> calls(Mutiny.Session session, Invoice invoice, Match match, int already) {
        boolean forCalls = match.gap().parts().stream()
                .anyMatch(part -> part.reason() == Reason.INVOICE_PRICE || part.reason() == Reason.INVOICE_USAGE);
        int most = Math.min(MOST_CALLS_OF_A_LINE, MOST_CORRECTIONS - already);
        if (!forCalls || !match.hasCalls() || match.observed().calls() > most) {
            return Uni.createFrom().item(List.of());
        }
        List<@Nullable String> models = new ArrayList<>(match.models());
        if (models.isEmpty()) {
            models.add(null);
        }
        return Multi.createFrom()
                .iterable(models.stream()
                        .map(model -> range(invoice, match, model))
                        .toList())
                .onItem()
                .transformToUniAndConcatenate(range -> states.page(session, invoice.workspace(), range, 2 * most))
                .collect()
                .asList()
                .map(pages -> pages.stream().flatMap(List::stream).toList());
    }

    private static CallRange range(Invoice invoice, Match match, @Nullable String model) {
        return new CallRange(
                match.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                match.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                invoice.provider(),
                model,
                match.app(),
                null);
    }
}
