/** API keys: issued once, stored as a hash, revoked everywhere within a second. */
@NullMarked
package org.llmops.router.keys;

import org.jspecify.annotations.NullMarked;
