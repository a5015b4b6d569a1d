package org.llmops.cost.pricing;

import java.util.List;

/**
 * A provider with other names, or one that sells what others make at the makers' prices.
 *
 * @param id as rules name it
 * @param aliases what else it is called
 * @param sells providers whose prices hold where it has none of its own, in this order
 */
public record Vendor(String id, List<String> aliases, List<String> sells) {
    public Vendor {
        aliases = List.copyOf(aliases);
        sells = List.copyOf(sells);
    }
}
