"""What the headless desktop needs: Debian's packages, its programs' configuration, and the helper commands."""

_PACKAGES = """
xvfb xauth x11-utils x11-xserver-utils openbox xfce4-panel xfconf tint2 trayer
dunst libnotify-bin xfce4-notifyd mako-notifier sway-notification-center sway util-linux gnome-keyring libsecret-tools
dbus dbus-x11 systemd libglib2.0-bin at-spi2-core gir1.2-atspi-2.0 python3-pyatspi
xdg-desktop-portal xdg-desktop-portal-gtk gsettings-desktop-schemas dconf-gsettings-backend
xdotool wmctrl xclip maim imagemagick hsetroot adwaita-icon-theme
fonts-dejavu-core fonts-noto-color-emoji procps
libegl1 libgl1 libglx-mesa0 libgl1-mesa-dri libxkbcommon-x11-0 libxcb-cursor0
libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
libxcb-shape0 libxcb-xinerama0 libxcb-xkb1 libdbus-1-3 libfontconfig1 libglib2.0-0
"""
PACKAGES = tuple(_PACKAGES.split())

OPENBOX_RC = """<?xml version="1.0" encoding="UTF-8"?>
<openbox_config xmlns="http://openbox.org/3.4/rc">
 <focus><focusNew>yes</focusNew><followMouse>no</followMouse></focus>
 <placement><policy>Smart</policy><center>yes</center></placement>
 <theme><name>Clearlooks</name><titleLayout>NLIMC</titleLayout></theme>
 <desktops><number>2</number></desktops>
 <keyboard>
  <keybind key="A-F4"><action name="Close"/></keybind>
  <keybind key="A-Tab"><action name="NextWindow"/></keybind>
 </keyboard>
 <mouse>
  <context name="Client"><mousebind button="Left" action="Press">
   <action name="Focus"/><action name="Raise"/></mousebind></context>
  <context name="Titlebar"><mousebind button="Left" action="Drag">
   <action name="Move"/></mousebind></context>
  <context name="Close"><mousebind button="Left" action="Click">
   <action name="Close"/></mousebind></context>
  <context name="Iconify"><mousebind button="Left" action="Click">
   <action name="Iconify"/></mousebind></context>
  <context name="Maximize"><mousebind button="Left" action="Click">
   <action name="ToggleMaximize"/></mousebind></context>
 </mouse>
</openbox_config>
"""

DUNSTRC = """[global]
    monitor = 0
    follow = none
    width = (240, 360)
    height = 200
    origin = top-right
    offset = 12x40
    notification_limit = 6
    indicate_hidden = yes
    font = DejaVu Sans 10
    markup = full
    format = "<b>%a: %s</b>\\n%b"
    show_indicators = yes
    history_length = 200
    idle_threshold = 0
    dmenu = /bin/false
    mouse_left_click = do_action, close_current
    mouse_middle_click = close_current
    mouse_right_click = close_all
[urgency_low]
    timeout = 8
[urgency_normal]
    timeout = 20
[urgency_critical]
    timeout = 0
"""

MAKO = """default-timeout=20000
[mode=do-not-disturb]
invisible=1
"""

TINT2RC = """panel_items = TS
panel_size = 100% 30
panel_position = top center horizontal
panel_background_id = 1
systray_padding = 4 2 4
systray_icon_size = 22
rounded = 0
border_width = 0
background_color = #303848 100
border_color = #303848 100
taskbar_mode = single_desktop
task_text = 1
task_icon = 1
task_font = DejaVu Sans 9
task_font_color = #ffffff 100
"""

XFCE_PANEL = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="28"/>
      <property name="icon-size" type="uint" value="20"/>
      <property name="plugin-ids" type="array">
        <value type="int" value="1"/>
        <value type="int" value="2"/>
        <value type="int" value="3"/>
        <value type="int" value="4"/>
      </property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="tasklist"/>
    <property name="plugin-2" type="string" value="separator">
      <property name="expand" type="bool" value="true"/>
      <property name="style" type="uint" value="0"/>
    </property>
    <property name="plugin-3" type="string" value="systray">
      <property name="square-icons" type="bool" value="true"/>
      <property name="menu-is-primary" type="bool" value="false"/>
    </property>
    <property name="plugin-4" type="string" value="clock"/>
  </property>
</channel>
"""

HELPERS = {
    "desktop-shot": """#!/bin/sh
# desktop-shot FILE [WINDOW-ID]
exec maim --hidecursor ${2:+-i "$2"} "$1"
""",
    "desktop-wait-window": """#!/bin/sh
# desktop-wait-window TITLE-REGEX [SECONDS]: prints the id of the first match
end=$(( $(date +%s) + ${2:-10} ))
while [ "$(date +%s)" -le "$end" ]; do
  id=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | head -n 1)
  [ -n "$id" ] && { echo "$id"; exit 0; }
  sleep 0.1
done
echo "no visible window named $1" >&2; exit 1
""",
    "desktop-notes": '#!/bin/sh\nexec {self} --helper notes "$@"\n',
    "desktop-tray": '#!/bin/sh\nexec {self} --helper tray "$@"\n',
}


BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

XFCE_NOTIFYD = """<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-notifyd" version="1.0">
  <property name="notification-log" type="bool" value="true"/>
  <property name="log-level" type="uint" value="1"/>
  <property name="expire-timeout" type="int" value="20"/>
</channel>
"""

SELF_TEST = r"""
set -u; fail=0
check() { if eval "$2" >/dev/null 2>&1; then echo "ok    $1"; else echo "FAIL  $1"; fail=1; fi; }
check "X server"            'xdpyinfo'
check "window manager"      'wmctrl -m'
check "xdotool"             'xdotool getmouselocation'
check "screenshot"          'desktop-shot /tmp/rigshot.$$.png && test -s /tmp/rigshot.$$.png'; rm -f /tmp/rigshot.$$.png
if [ "$RIG_NOTIFY" != none ]; then
check "notification"        'notify-send -a rig hello world'
check "notification seen"   'sleep 0.3; dunstctl close-all; sleep 0.3; desktop-notes | grep -q hello'
fi
if [ "$RIG_KEYRING" = gnome ]; then
check "secret store"        'printf s3cret | secret-tool store --label=t rig test'
check "secret lookup"       'test "$(secret-tool lookup rig test)" = s3cret'
fi
call() { gdbus call --session --dest "$1" --object-path "$2" --method "$3"; }
check "accessibility bus"   'call org.a11y.Bus /org/a11y/bus org.a11y.Bus.GetAddress'
check "tray host SNI"       'call org.kde.StatusNotifierWatcher /StatusNotifierWatcher org.freedesktop.DBus.Peer.Ping'
exit $fail
"""
