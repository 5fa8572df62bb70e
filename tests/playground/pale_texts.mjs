// What people with weak eyes can't read.

/** In the page: the contrast of each text with what is behind it, where it is below 4.5 (WCAG 2, 1.4.3). */
export function paleTexts() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    const layers = [];
    for (let each = node; each; each = each.parentElement) {
      const [r, g, b, alpha = 1] = channels(getComputedStyle(each).backgroundColor);
      layers.unshift([[r, g, b], alpha]);
    }
    return layers.reduce(
      (under, [over, alpha]) => under.map((c, i) => c * (1 - alpha) + over[i] * alpha),
      [255, 255, 255],
    );
  };
  const pale = [];
  for (const node of document.querySelectorAll('body *')) {
    const isText = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim() !== '');
    // Dimming is what the page is for; the words of a control that is off need no contrast.
    if (!isText || node.closest('.dropped, :disabled') || node.getClientRects().length === 0) continue;
    const [text, ground] = [channels(getComputedStyle(node).color).slice(0, 3), behind(node)].map(luminance);
    const contrast = (Math.max(text, ground) + 0.05) / (Math.min(text, ground) + 0.05);
    if (contrast < 4.5) pale.push(`${node.outerHTML.slice(0, 120)}: ${contrast.toFixed(2)}`);
  }
  return pale;
}
