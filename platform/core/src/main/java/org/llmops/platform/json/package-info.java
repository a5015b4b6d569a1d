/** How JSON is written and read, everywhere the same. */
@NullMarked
package org.llmops.platform.json;

import org.jspecify.annotations.NullMarked;
