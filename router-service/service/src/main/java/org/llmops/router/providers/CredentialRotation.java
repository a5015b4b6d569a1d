package org.llmops.router.providers;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import java.util.function.LongSupplier;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Chooses which of a provider's credentials a call uses: by weight among those that work. What this instance has learnt
 * of them counts at once, before the configuration says the same.
 */
@Singleton
public class CredentialRotation {
    private static final long ACCEPTED_FOR_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_REMEMBERED = 50_000;

    private final Map<Use, Long> coolingUntil = new ConcurrentHashMap<>();
    private final Map<Owner, Accepted> accepted = new ConcurrentHashMap<>();
    private final Map<Owner, Integer> retiredEpochs = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final IntUnaryOperator random;

    @Inject
    CredentialRotation() {
        this(System::nanoTime, bound -> ThreadLocalRandom.current().nextInt(bound));
    }

    CredentialRotation(LongSupplier nanos, IntUnaryOperator random) {
        this.nanos = nanos;
        this.random = random;
    }

    private record Owner(WorkspaceId workspace, String provider, String credential) {}

    private record Use(Owner owner, String model) {}

    private record Accepted(String model, long atNanos) {}

    /**
     * A credential that works, and has not been tried yet by the call. Those the provider has enough of come last.
     *
     * @param tried ids
     * @return empty when there is none left; {@link ProviderCredential#NONE} for a provider that asks for none
     */
    public Optional<ProviderCredential> choose(Provider provider, String model, Set<String> tried) {
        List<ProviderCredential> all = provider.credentials();
        if (all.isEmpty()) {
            return tried.isEmpty() ? Optional.of(ProviderCredential.NONE) : Optional.empty();
        }
        List<ProviderCredential> usable = new ArrayList<>(all.size());
        for (ProviderCredential each : all) {
            if (each.isActive() && !tried.contains(each.id()) && !isRetired(provider, each)) {
                usable.add(each);
            }
        }
        if (usable.size() <= 1) {
            return usable.stream().findFirst();
        }
        List<ProviderCredential> rested = usable.stream()
                .filter(each -> coolingNanos(provider, model, each) == 0)
                .toList();
        return Optional.of(rested.isEmpty() ? soonest(provider, model, usable) : byWeight(rested));
    }

    /** Whether another credential could be used at once in place of those that were tried. */
    public boolean hasRested(Provider provider, String model, Set<String> tried) {
        return provider.credentials().stream()
                .anyMatch(each -> each.isActive()
                        && !tried.contains(each.id())
                        && !isRetired(provider, each)
                        && coolingNanos(provider, model, each) == 0);
    }

    private ProviderCredential byWeight(List<ProviderCredential> from) {
        int sum = from.stream().mapToInt(ProviderCredential::weight).sum();
        int drawn = random.applyAsInt(sum);
        for (ProviderCredential each : from) {
            drawn -= each.weight();
            if (drawn < 0) {
                return each;
            }
        }
        throw new IllegalStateException("A number below the sum of all weights falls upon one of them");
    }

    private ProviderCredential soonest(Provider provider, String model, List<ProviderCredential> from) {
        ProviderCredential soonest = from.getFirst();
        for (ProviderCredential each : from) {
            if (coolingNanos(provider, model, each) < coolingNanos(provider, model, soonest)) {
                soonest = each;
            }
        }
        return soonest;
    }

    /** The provider has enough of it for this model: others are preferred for a while. */
    public void limited(Provider provider, String model, ProviderCredential credential, Duration wait) {
        if (coolingUntil.size() >= MOST_REMEMBERED) {
            long now = nanos.getAsLong();
            coolingUntil.values().removeIf(until -> until - now <= 0);
        }
        coolingUntil.put(new Use(owner(provider, credential), model), nanos.getAsLong() + wait.toNanos());
    }

    /** The provider took it. */
    public void accepted(Provider provider, String model, ProviderCredential credential) {
        Owner owner = owner(provider, credential);
        Accepted before = accepted.get(owner);
        // Written once a second at most: calls are many, and only the minute matters.
        if (before == null
                || nanos.getAsLong() - before.atNanos() > ACCEPTED_FOR_NANOS / 60
                || !before.model().equals(model)) {
            if (accepted.size() >= MOST_REMEMBERED) {
                accepted.clear();
            }
            accepted.put(owner, new Accepted(model, nanos.getAsLong()));
        }
    }

    /**
     * The provider did not take it. Whoever gets true has to take it out of use everywhere; here it is already. A 403
     * for one model, of a credential that another model took within the last minute, is about the model.
     */
    public boolean refused(Provider provider, String model, ProviderCredential credential, int httpStatus) {
        Owner owner = owner(provider, credential);
        if (httpStatus == 403) {
            Accepted last = accepted.get(owner);
            if (last != null
                    && !last.model().equals(model)
                    && nanos.getAsLong() - last.atNanos() < ACCEPTED_FOR_NANOS) {
                return false;
            }
        }
        Integer before = retiredEpochs.put(owner, credential.epoch());
        return before == null || before != credential.epoch();
    }

    /** How much longer others are preferred to it, for any model; zero when they are not. */
    public Duration coolingFor(Provider provider, ProviderCredential credential) {
        Owner owner = owner(provider, credential);
        long now = nanos.getAsLong();
        return Duration.ofNanos(coolingUntil.entrySet().stream()
                .filter(entry -> entry.getKey().owner().equals(owner))
                .mapToLong(entry -> Math.max(0, entry.getValue() - now))
                .max()
                .orElse(0));
    }

    /** It is out of use, at least here. */
    public boolean isRetired(Provider provider, ProviderCredential credential) {
        if (credential.state() == ProviderCredential.State.RETIRED) {
            return true;
        }
        Integer epoch = retiredEpochs.get(owner(provider, credential));
        return epoch != null && epoch == credential.epoch();
    }

    private long coolingNanos(Provider provider, String model, ProviderCredential credential) {
        Long until = coolingUntil.get(new Use(owner(provider, credential), model));
        return until == null ? 0 : Math.max(0, until - nanos.getAsLong());
    }

    private static Owner owner(Provider provider, ProviderCredential credential) {
        return new Owner(provider.workspace(), provider.name(), credential.id());
    }
}
