package org.llmops.cost.channels;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import org.llmops.platform.sealing.KeySettings;

/** What operators decide about channels: the key that protects their secrets, and where they may lead. */
@ConfigMapping(prefix = ChannelSettings.PREFIX)
interface ChannelSettings extends KeySettings {
    String PREFIX = "llmops.alerts";

    /**
     * Hosts that URLs may name: `public` for all of the public internet over https, else a host or `*.domain`. A host
     * that is named may lie inside the network and be reached over http.
     */
    @WithDefault("public")
    List<String> allowedHosts();
}
