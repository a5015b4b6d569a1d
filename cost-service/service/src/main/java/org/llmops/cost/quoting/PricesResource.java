package org.llmops.cost.quoting;

import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.cost.pricing.CallPricing;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.PriceBook;
import org.llmops.cost.pricing.Unit;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;

/** Serves the prices that hold in the caller's workspace. */
@Path("/v1")
class PricesResource {
    private final CurrentPrices prices;
    private final CallPricing pricing;
    private final CurrentCaller caller;
    private final Clock clock;

    PricesResource(CurrentPrices prices, CallPricing pricing, CurrentCaller caller, Clock clock) {
        this.prices = prices;
        this.pricing = pricing;
        this.caller = caller;
        this.clock = clock;
    }

    @GET
    @Path("/prices")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(
            summary =
                    "The rules in force, by id, the workspace's own too; those of a provider, for a model, or in force at a"
                            + " time")
    public Page<PriceView> list(
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("model") @Nullable String model,
            @QueryParam("at") @Nullable String at,
            @Valid @BeanParam PageQuery query) {
        Instant moment = at == null ? null : Moment.parse("at", at);
        List<String> after = query.after(1);
        String name = model == null ? null : model.toLowerCase(Locale.ROOT);
        List<PriceView> found = Stream.of(
                        prices.book(), prices.custom(caller.get().workspace()).own())
                .flatMap(book -> matching(book, provider, name, moment))
                .filter(price -> after.isEmpty() || price.id().compareTo(after.getFirst()) > 0)
                .sorted(Comparator.comparing(PriceView::id))
                .limit(query.limitAndOneMore())
                .toList();
        return Page.of(found, query.limit(), price -> Cursor.encode(price.id()));
    }

    private static Stream<PriceView> matching(
            PriceBook book, @Nullable String provider, @Nullable String model, @Nullable Instant moment) {
        return book.rules().stream()
                .filter(rule -> provider == null || rule.provider().equals(provider))
                .filter(rule -> model == null || rule.covers(model))
                .filter(rule -> moment == null || rule.appliesAt(moment))
                .map(rule -> PriceView.of(rule, book));
    }

    @GET
    @Path("/price-units")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "The units that prices and usage may name, and how many of each a rate is for")
    public List<UnitView> units() {
        return Unit.all().stream().map(UnitView::of).toList();
    }

    @GET
    @Path("/quote")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "The rates that apply to a model now")
    public QuoteView quote(
            @QueryParam("provider") @NotBlank String provider,
            @QueryParam("model") @NotBlank String model,
            @QueryParam("region") @Nullable String region,
            @QueryParam("service_tier") @Nullable String serviceTier) {
        WorkspaceId workspace = caller.get().workspace();
        return QuoteView.of(
                prices.find(workspace, provider, model, region, UsageRequest.tier(serviceTier), clock.instant()),
                prices.custom(workspace).version());
    }

    @POST
    @Path("/price")
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    @Operation(summary = "What usage costs, unit by unit, by which rule of which version")
    public CostView price(@Valid @NotNull UsageRequest request) {
        return CostView.of(pricing.price(caller.get().workspace(), request.asCall(clock)));
    }
}
