/** Where things are, and on which ports. */
@NullMarked
package org.llmops.local.settings;

import org.jspecify.annotations.NullMarked;
